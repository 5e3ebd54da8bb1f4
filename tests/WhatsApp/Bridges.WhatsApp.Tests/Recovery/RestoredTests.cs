using Bridges.Abstractions;
using Bridges.ModuleKit;
using Bridges.WhatsApp.Engines;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Recovery;

/// <summary>What is older than what WhatsApp has seen is never used: others could not read what it sends.</summary>
public sealed class RestoredTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_from_before_the_last_session_is_not_used_and_linking_again_goes_on()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.ConnectedAsync();
        await bed.CloseAsync();
        var folder = Assert.Single(bed.AccountFolders);
        var copies = Directory.GetFiles(folder).Select(path => (Path: path, Bytes: File.ReadAllBytes(path))).ToList();
        await TalkAsync(bed, "later");
        foreach (var file in Directory.GetFiles(folder))
        {
            File.Delete(file);
        }

        foreach (var (path, bytes) in copies)
        {
            await File.WriteAllBytesAsync(path, bytes, Cancellation);
        }

        await IsRefusedAsync(bed);

        bed.ForgetLogin();
        await TalkAsync(bed, "anew");
    }

    [Fact]
    public async Task What_was_restored_from_a_backup_is_not_used_though_everything_in_it_agrees()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.ConnectedAsync();
        await bed.CloseAsync();
        RestoredFolder.Set(Assert.Single(bed.AccountFolders));

        await IsRefusedAsync(bed);

        bed.ForgetLogin();
        await TalkAsync(bed, "anew");
    }

    /// <summary>The keys are as new as WhatsApp's; what the host sends again has the same id, and is left out by who has it.</summary>
    [Fact]
    public async Task A_database_from_before_the_last_session_goes_on_with_a_file_that_is_newer()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.ConnectedAsync();
        await bed.CloseAsync();
        var before = bed.Stored;
        await TalkAsync(bed, "between");

        var host = new RecordingHost();
        await using var account = bed.Network.CreateAccount(before, host);
        await account.StartAsync(Cancellation);
        await host.ConnectedAsync();
        await account.SendAsync(NothingIsLostTests.Message(bed.Chat, "after"), Cancellation);

        Assert.Contains("after", await bed.FriendHasReadAsync());
    }

    private static async Task TalkAsync(WhatsAppBed bed, string text)
    {
        var (account, host) = await bed.ConnectedAsync();
        await bed.SayAsync(bed.Alice, text);
        await host.MessageAsync(text);
        await account.SendAsync(NothingIsLostTests.Message(bed.Chat, $"{text} to you"), Cancellation);
        await bed.CloseAsync();
    }

    private static async Task IsRefusedAsync(WhatsAppBed bed)
    {
        var logins = await LoginsAsync(bed);
        var host = new RecordingHost();
        await using var account = bed.Network.CreateAccount(bed.Stored, host);
        await account.StartAsync(Cancellation);

        var state = await host.States.FirstAsync(state => state.Condition == AccountCondition.LoggedOut);
        Assert.Contains("older than what WhatsApp has seen", state.Text, StringComparison.Ordinal);
        Assert.Contains("login whatsapp", state.Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(NothingIsLostTests.Message(bed.Chat, "must not leave"), Cancellation));
        Assert.Equal(logins, await LoginsAsync(bed));
    }

    private static async Task<int> LoginsAsync(WhatsAppBed bed) =>
        (await bed.Simulation.DoAsync("happenings")).EnumerateArray().Count(happening => happening.Text("what") == "login");
}
