using System.Security.Cryptography;
using Bridges.Abstractions;

namespace Bridges.ModuleKit.Compliance;

/// <summary>What every module that carries files promises of them.</summary>
public abstract class MediaCompliance : ModuleCompliance
{
    /// <summary>The friend sends a file of so many bytes; returns its bytes.</summary>
    protected abstract Task<byte[]> FriendSendsFileAsync(ComplianceBed bed, string name, int size);

    /// <summary>The newest file that the friend received.</summary>
    protected abstract Task<byte[]> FriendHasReceivedFileAsync(ComplianceBed bed);

    [Fact]
    public async Task A_file_is_told_as_a_handle_and_fetched_whole()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        var account = await bed.OpenAsync(host);

        var bytes = await FriendSendsFileAsync(bed, "report.bin", 300_000);
        var (message, part, file) = await FileAsync(host);
        using var folder = new TransferFolder();
        await Fetches(account).FetchMediaAsync(folder.Fetch(message, part, file, limit: 1_000_000), folder, Cancellation);

        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await File.ReadAllBytesAsync(folder.File, Cancellation)));
        Assert.True(folder.Progress > 0);
    }

    [Fact]
    public async Task A_fetch_goes_on_where_an_earlier_one_was_cut_off()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        var account = await bed.OpenAsync(host);

        var bytes = await FriendSendsFileAsync(bed, "report.bin", 300_000);
        var (message, part, file) = await FileAsync(host);
        using var folder = new TransferFolder();
        await File.WriteAllBytesAsync(folder.File, bytes.AsMemory(0, 100_000), Cancellation);
        await Fetches(account).FetchMediaAsync(folder.Fetch(message, part, file, limit: 1_000_000), folder, Cancellation);

        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await File.ReadAllBytesAsync(folder.File, Cancellation)));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_fetched()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        var account = await bed.OpenAsync(host);

        await FriendSendsFileAsync(bed, "report.bin", 300_000);
        var (message, part, file) = await FileAsync(host);
        using var folder = new TransferFolder();

        await Assert.ThrowsAsync<MediaTooLargeException>(
            () => Fetches(account).FetchMediaAsync(folder.Fetch(message, part, file, limit: 1_000), folder, Cancellation));
    }

    [Fact]
    public async Task A_fetch_that_is_cancelled_ends_soon()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        var account = await bed.OpenAsync(host);
        await FriendSendsFileAsync(bed, "report.bin", 300_000);
        var (message, part, file) = await FileAsync(host);
        using var folder = new TransferFolder();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fetches(account)
            .FetchMediaAsync(folder.Fetch(message, part, file, limit: 1_000_000), folder, cancelled.Token).WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{\"a\":1}")]
    public async Task A_token_that_leads_nowhere_is_refused_in_words(string token)
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());
        using var folder = new TransferFolder();
        var fetch = new MediaFetch(bed.Chat, new RemoteMessageId("987654321"), "", new MediaReference("key", token), folder.File, 1_000);

        await Assert.ThrowsAsync<BridgeException>(() => Fetches(account).FetchMediaAsync(fetch, folder, Cancellation));
    }

    [Fact]
    public async Task A_file_that_is_sent_arrives_whole()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());
        using var folder = new TransferFolder();
        var bytes = RandomNumberGenerator.GetBytes(200_000);
        await File.WriteAllBytesAsync(folder.File, bytes, Cancellation);
        var file = new MediaFile { Path = folder.File, Name = "answer.bin", ContentType = "application/octet-stream", Size = bytes.Length };

        await account.SendAsync(Message(bed.Chat, new FileContent(file) { Caption = RichText.Plain("as promised") }), Cancellation);

        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await FriendHasReceivedFileAsync(bed)));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused_in_words()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());
        using var folder = new TransferFolder();
        var file = new MediaFile { Path = folder.File, Name = "gone.bin", ContentType = "application/octet-stream", Size = 5 };

        await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Message(bed.Chat, new FileContent(file)), Cancellation));
    }

    private static IFetchesMedia Fetches(IAccount account) => Assert.IsType<IFetchesMedia>(account, exactMatch: false);

    private static async Task<(RemoteMessage Message, MessagePart Part, MediaFile File)> FileAsync(RecordingHost host)
    {
        var message = await host.Events.FirstAsync<RemoteMessage>(told => told.Parts.Any(part => part.Content is MediaContent));
        var part = message.Parts.First(part => part.Content is MediaContent);
        var file = ((MediaContent)part.Content).File;
        Assert.Null(file.Path);
        Assert.NotNull(file.Reference);
        return (message, part, file);
    }
}
