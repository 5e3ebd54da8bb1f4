using System.Net;
using Bridges.Host.Tests.Cli;
using RunningHost = Bridges.Host.Tests.Hosting.RunningHost;

namespace Bridges.Host.Tests.Page;

/// <summary>The page before any network was named in the configuration.</summary>
public sealed class NoNetworkTests
{
    [Theory]
    [InlineData("overview", null, "No network is enabled, so nothing is bridged")]
    [InlineData("accounts", "@admin:hs.test", "There is no network to log in to at the moment")]
    public async Task A_bridge_without_networks_says_so(string view, string? user, string words)
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
}
