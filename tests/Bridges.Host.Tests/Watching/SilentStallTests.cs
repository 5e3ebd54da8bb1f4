using Bridges.Host.Tests.Hosting;
using Bridges.Host.Tests.Modules;
using Bridges.TestBeds.Stub;

namespace Bridges.Host.Tests.Watching;

/// <summary>The whole host, with a network that falls silent.</summary>
public sealed class SilentStallTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Owner_and_admin_are_told_of_a_dead_connection_and_that_it_is_well_again()
    {
        using var modules = new InstalledModules().Install();
        await using var host = await RunningHost.PrepareAsync($"modules_directory: {modules.Directory}\nbridging:\n  probe_after: 2s\nnetworks:\n  sample: {{fault: mute}}");
        var text = await File.ReadAllTextAsync(host.ConfigurationFile, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            host.ConfigurationFile, text.Replace("\"*\": user", "\"*\": user\n  \"@root:hs.test\": admin", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var (alice, root) = (host.Homeserver.AddUser("alice"), host.Homeserver.AddUser("root"));
        host.Timing = new HostTiming { WatchPause = TimeSpan.FromMilliseconds(20), ProblemPatience = TimeSpan.Zero };
        // Until admins were told: a watch that others keep from looking would miss what is mended at once.
        var wish = host.Folder.Write("data/sample/stays-mute", "");
        host.Start();
        await host.WaitUntilReadyAsync();
        var room = host.Homeserver.AddRoom(alice, host.Homeserver.BotUserId).Id;
        await host.Homeserver.PushAsync([StubEvents.Text(room, alice, "login sample")], transactionId: null, TestContext.Current.CancellationToken);
        await SaysAsync(host, "Who are you?");
        await host.Homeserver.PushAsync([StubEvents.Text(room, alice, "alice")], transactionId: null, TestContext.Current.CancellationToken);

        await SaysAsync(host, "nothing comes through it any more");
        await SaysAsync(host, $"⚠ {alice}'s account on sample said that it was connected, but its network does not answer.");
        File.Delete(wish);
        await SaysAsync(host, "Sample (alice) works again.");
        await SaysAsync(host, $"✓ Well again: {alice}'s account on sample");
        Assert.NotEqual(alice, root);
    }

    private static Task SaysAsync(RunningHost host, string words) => host.Homeserver.Sent.WaitForAsync(
        words, sent => sent.Sender == host.Homeserver.BotUserId && sent.Body?.Contains(words, StringComparison.Ordinal) == true, Patience, TestContext.Current.CancellationToken);
}
