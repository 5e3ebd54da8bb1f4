using Bridges.Abstractions;
using Bridges.TestBeds;
using SimulatedMedia = Bridges.Telegram.Simulator.World.Media;
using SimulatedContent = Bridges.Telegram.Simulator.World.FileContent;

namespace Bridges.Telegram.Tests.Live;

/// <summary>Files that are fetched long after they were told of.</summary>
public sealed class FetchTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.Create("telegram-fetch");

    private string Path => _folder.Combine("fetched.bin");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_no_longer_opens_a_file_is_asked_for_again_after_a_restart()
    {
        await using var bed = await TelegramBed.StartAsync();
        byte[] bytes = [.. Enumerable.Range(0, 200_000).Select(number => (byte)(number * 7))];
        var (stored, message) = await ToldAsync(bed, bytes);
        bed.Telegram.Files.ExpireReferences();
        await bed.RestartAsync();
        var (account, _) = await bed.OpenAsync(stored);

        await FetchAsync(account, message);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path, TelegramBed.Cancellation));
    }

    [Fact]
    public async Task A_file_whose_message_is_gone_is_not_asked_for_for_ever()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (stored, message) = await ToldAsync(bed, [1, 2, 3]);
        bed.Bob.Delete(bed.Alice.ChatWith(bed.Bob).Messages.Single());
        bed.Telegram.Files.ExpireReferences();
        await bed.RestartAsync();
        var (account, _) = await bed.OpenAsync(stored);

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => FetchAsync(account, message));

        Assert.Equal(FailureKind.Permanent, refusal.Kind);
    }

    private static async Task<(StoredAccount Stored, RemoteMessage Message)> ToldAsync(TelegramBed bed, byte[] bytes)
    {
        var stored = await bed.LogInAsync(bed.Alice);
        var (_, host) = await bed.OpenAsync(stored);
        await bed.Telegram.WaitForClientAsync(bed.Alice, cancellationToken: TelegramBed.Cancellation);
        bed.Bob.SendMedia(bed.Alice.ChatWith(bed.Bob), new SimulatedMedia.File("old.bin", "application/octet-stream", bytes.Length) { Content = SimulatedContent.Of(bytes) });
        return (stored, await host.Events.FirstAsync<RemoteMessage>(told => told.Parts[0].Content is FileContent));
    }

    private Task FetchAsync(IAccount account, RemoteMessage message)
    {
        var part = message.Parts[0];
        var reference = ((FileContent)part.Content).File.Reference!;
        return ((IFetchesMedia)account).FetchMediaAsync(
            new MediaFetch(message.Chat, message.Id, part.Id, reference, Path, MaximumSize: 1 << 20), new Progress<long>(), TelegramBed.Cancellation);
    }
}
