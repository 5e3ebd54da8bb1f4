using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.ModuleKit;
using Bridges.WhatsApp.Bed;
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
        var copy = new FolderCopy(Assert.Single(bed.AccountFolders));
        await TalkAsync(bed, "later");
        copy.PutBack();

        await IsRefusedAsync(bed);

        bed.ForgetLogin();
        await TalkAsync(bed, "anew");
    }

    /// <summary>Nothing here tells the copies from what they are copies of: WhatsApp knows a key that they do not know.</summary>
    [Fact]
    public async Task A_file_and_a_database_that_were_put_back_together_are_found_out_by_WhatsApp()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.ConnectedAsync();
        await bed.CloseAsync();
        var copy = new FolderCopy(Assert.Single(bed.AccountFolders));
        var stored = bed.Stored;
        await TalkAsync(bed, "later");
        copy.PutBack();

        await IsOlderAsync(bed, stored);
        Assert.DoesNotContain("must not leave", await bed.FriendHasReadAsync());

        bed.ForgetLogin();
        await TalkAsync(bed, "anew");
    }

    /// <summary>So a copy is found out that was made while a session lasted for long.</summary>
    [Fact]
    public async Task WhatsApp_is_given_another_key_every_day()
    {
        await using var bed = await WhatsAppBed.StartAsync(bed =>
        {
            bed.Daily = TimeSpan.FromMilliseconds(300);
            return Task.CompletedTask;
        });
        await bed.ConnectedAsync();

        await SimulatedWhatsApp.UntilAsync<bool>(async () => await SingleKeysGivenAsync(bed) >= 3 ? true : null, "keys, one after the other");
    }

    [Fact]
    public async Task A_connection_that_is_made_again_gives_no_key()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        await SimulatedWhatsApp.UntilAsync<bool>(async () => await SingleKeysGivenAsync(bed) == 1 ? true : null, "the session's key");

        await account.ReconnectAsync(Cancellation);
        await SimulatedWhatsApp.UntilAsync<bool>(
            () => Task.FromResult<bool?>(host.States.All.Count(state => state.Condition == AccountCondition.Connected) == 2 ? true : null), "another connection");
        await account.SendAsync(NothingIsLostTests.Message(bed.Chat, "I am"), Cancellation);

        Assert.Equal(1, await SingleKeysGivenAsync(bed));
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

    /// <summary>WhatsApp is not even connected to.</summary>
    private static async Task IsRefusedAsync(WhatsAppBed bed)
    {
        var logins = await LoginsAsync(bed);
        await IsOlderAsync(bed, bed.Stored);
        Assert.Equal(logins, await LoginsAsync(bed));
    }

    private static async Task IsOlderAsync(WhatsAppBed bed, StoredAccount stored)
    {
        var host = new RecordingHost();
        await using var account = bed.Network.CreateAccount(stored, host);
        await account.StartAsync(Cancellation);

        var state = await host.States.FirstAsync(state => state.Condition == AccountCondition.LoggedOut);
        Assert.Contains("older than what WhatsApp has seen", state.Text, StringComparison.Ordinal);
        Assert.Contains("login whatsapp", state.Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(NothingIsLostTests.Message(bed.Chat, "must not leave"), Cancellation));
    }

    private static async Task<int> LoginsAsync(WhatsAppBed bed) =>
        (await bed.Simulation.DoAsync("happenings")).EnumerateArray().Count(happening => happening.Text("what") == "login");

    private static async Task<int> SingleKeysGivenAsync(WhatsAppBed bed) =>
        (await bed.Simulation.DoAsync("happenings")).EnumerateArray().Count(happening => happening.Text("what") == "given" && happening.Object("detail")?.Whole("keys") == 1);

    /// <summary>The files as they are now.</summary>
    private sealed class FolderCopy(string folder)
    {
        private readonly List<(string Path, byte[] Bytes)> _files = [.. Directory.GetFiles(folder).Select(path => (path, File.ReadAllBytes(path)))];

        public void PutBack()
        {
            foreach (var file in Directory.GetFiles(folder))
            {
                File.Delete(file);
            }

            foreach (var (path, bytes) in _files)
            {
                File.WriteAllBytes(path, bytes);
            }
        }
    }
}
