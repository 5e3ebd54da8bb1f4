using Bridges.Host.Tests.Modules;
using Bridges.TestBeds.Stub;

namespace Bridges.Host.Tests.Hosting;

public sealed class HostRunTests
{
    [Fact]
    public async Task The_host_becomes_ready_and_stops_when_told_to()
    {
        await using var host = await RunningHost.PrepareAsync();
        host.Start();

        await host.WaitUntilReadyAsync();
        await host.Homeserver.Requests.WaitForAsync(
            "the ping", request => request.Path.EndsWith("/appservice/bridges/ping", StringComparison.Ordinal), TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Success, await host.StopAsync());

        Assert.Equal("Bridges", host.Homeserver.ProfileField(host.Homeserver.BotUserId, "displayname"));
    }

    [Fact]
    public async Task It_listens_and_waits_while_the_homeserver_is_away()
    {
        await using var host = await RunningHost.PrepareAsync();
        var outage = host.Homeserver.Faults.Inject(StubFault.Down);
        host.Start();

        await host.WaitForAsync("_matrix/mau/ready", text => text.Contains("waiting_for_homeserver", StringComparison.Ordinal));
        outage.Dispose();
        await host.WaitUntilReadyAsync();
    }

    [Fact]
    public async Task It_stops_at_once_while_it_waits()
    {
        await using var host = await RunningHost.PrepareAsync();
        host.Homeserver.Faults.Inject(StubFault.Down);
        host.Start();

        await host.WaitForAsync("_matrix/mau/ready", text => text.Contains("waiting_for_homeserver", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Success, await host.StopAsync());
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_sentence()
    {
        await using var first = await RunningHost.PrepareAsync();
        await using var second = await RunningHost.PrepareAsync();
        first.Start();
        await first.WaitUntilReadyAsync();
        File.WriteAllText(second.ConfigurationFile, File.ReadAllText(second.ConfigurationFile).Replace($":{second.Port}", $":{first.Port}", StringComparison.Ordinal));
        second.Start();

        var failure = await Assert.ThrowsAsync<CommandFailedException>(second.WaitForExitAsync);

        Assert.Equal(ExitCode.Address, failure.Code);
        Assert.Contains($"another program listens on 127.0.0.1:{first.Port} already", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_homeserver_than_the_configured_one_ends_the_start()
    {
        await using var host = await RunningHost.PrepareAsync();
        File.WriteAllText(host.ConfigurationFile, File.ReadAllText(host.ConfigurationFile).Replace("hs.test", "other.test", StringComparison.Ordinal));
        host.Start();

        var failure = await Assert.ThrowsAsync<CommandFailedException>(host.WaitForExitAsync);

        Assert.Equal(ExitCode.Homeserver, failure.Code);
        Assert.Contains("is hs.test, not other.test", failure.Message, StringComparison.Ordinal);

        // The mistyped name did not stay with database and data directory.
        host.Configure("");
        host.Start();
        await host.WaitUntilReadyAsync();
    }

    [Fact]
    public async Task Modules_run_and_a_failing_one_stops_nothing()
    {
        using var modules = new InstalledModules().Install();
        await using var host = await RunningHost.PrepareAsync($"modules_directory: {modules.Directory}\nnetworks:\n  sample:\n  nothere:");
        host.Start();

        await host.WaitUntilReadyAsync();
        var metrics = await host.Client.GetStringAsync("metrics", TestContext.Current.CancellationToken);

        Assert.Contains("bridges_network_healthy{network=\"sample\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("bridges_network_healthy{network=\"nothere\"} 0", metrics, StringComparison.Ordinal);
        Assert.Contains("bridges_active_lanes 0", metrics, StringComparison.Ordinal);
        Assert.Contains("bridges_homeserver_request_seconds_count", metrics, StringComparison.Ordinal);
    }
}
