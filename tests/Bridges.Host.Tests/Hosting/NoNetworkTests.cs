using System.Net;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Page;
using Bridges.TestBeds.Stub;

namespace Bridges.Host.Tests.Hosting;

/// <summary>A bridge before any network was named in its configuration.</summary>
public sealed class NoNetworkTests
{
    [Fact]
    public async Task The_bot_says_so_to_whoever_wants_to_log_in()
    {
        await using var host = await RunningHost.PrepareAsync();
        host.Start();
        await host.WaitUntilReadyAsync();
        var alice = host.Homeserver.AddUser("alice");
        var room = host.Homeserver.AddRoom(alice, host.Homeserver.BotUserId).Id;

        await host.Homeserver.PushAsync([StubEvents.Text(room, alice, "login"), StubEvents.Text(room, alice, "help")], transactionId: null, TestContext.Current.CancellationToken);

        await WaitForAsync(host, "There is no network to log in to at the moment.");
        await WaitForAsync(host, "There is no network that I bridge at the moment.");
    }

    [Theory]
    [InlineData("overview", null, "No network is enabled, so nothing is bridged")]
    [InlineData("accounts", "@admin:hs.test", "There is no network to log in to at the moment")]
    public async Task The_page_says_so(string view, string? user, string words)
    {
        await using var host = await RunningHost.PrepareAsync();
        host.Start();
        await host.WaitUntilReadyAsync();
        string[] command = user is null ? ["page"] : ["page", "--user", user];
        var (_, link, _) = await Terminal.RunAsync([.. command, "--config", host.ConfigurationFile]);
        using var browser = new Browser(host);

        await browser.EnterAsync(link.Trim());

        Assert.Equal(HttpStatusCode.OK, await browser.GoAsync(view));
        Assert.Contains(words, browser.Shown, StringComparison.Ordinal);
    }

    private static Task<SentEvent> WaitForAsync(RunningHost host, string words) => host.Homeserver.Sent.WaitForAsync(
        $"'{words}'", sent => sent.Body?.Contains(words, StringComparison.Ordinal) == true, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
}
