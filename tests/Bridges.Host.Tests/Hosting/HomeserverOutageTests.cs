using Bridges.TestBeds.Stub;

namespace Bridges.Host.Tests.Hosting;

/// <summary>A homeserver that goes away and comes back, at the moments at which it hurts.</summary>
public sealed class HomeserverOutageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly HostTiming Quick = new() { PingPause = TimeSpan.FromMilliseconds(20), FailedPingPause = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public async Task It_is_pinged_as_long_as_the_host_runs()
    {
        await using var host = await StartAsync();

        await WaitForPingsAsync(host, 5);
    }

    [Fact]
    public async Task An_outage_shows_in_the_metrics_and_so_does_its_end()
    {
        await using var host = await StartAsync();
        await host.WaitForAsync("metrics", text => text.Contains("\nbridges_homeserver_reaches_us 1\n", StringComparison.Ordinal));

        using (host.Homeserver.Faults.Inject(StubFault.Down))
        {
            await host.WaitForAsync("metrics", text => text.Contains("\nbridges_homeserver_reaches_us 0\n", StringComparison.Ordinal));
        }

        await host.WaitForAsync("metrics", text => text.Contains("\nbridges_homeserver_reaches_us 1\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_cannot_be_asked_is_asked_once_and_has_no_such_metric()
    {
        await using var host = await RunningHost.PrepareAsync();
        using var fault = host.Homeserver.Faults.Inject(new StubFault { Strikes = IsPing, Status = 404, ErrorCode = "M_UNRECOGNIZED" });
        host.Timing = Quick;
        host.Start();
        await host.WaitUntilReadyAsync();

        await WaitForPingsAsync(host, 1);

        // It goes with the answer, which may still be on its way.
        await host.WaitForAsync("metrics", text => !text.Contains("\nbridges_homeserver_reaches_us ", StringComparison.Ordinal));
        Assert.Single(host.Homeserver.Requests.All, IsPing);
    }

    public static TheoryData<StubFault> Troubles => [StubFault.Down, StubFault.Broken, StubFault.RateLimited(TimeSpan.FromHours(1)), new StubFault { Status = 503 }];

    [Theory]
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public async Task One_that_fails_between_knowing_us_and_taking_the_bot_is_waited_for(StubFault trouble)
    {
        await using var host = await RunningHost.PrepareAsync();
        var fault = host.Homeserver.Faults.Inject(trouble with { Strikes = request => request.Parts is ["register"] });
        host.Start();

        await host.Homeserver.Requests.WaitForAsync("a second try", _ => host.Homeserver.Requests.All.Count(request => request.Parts is ["register"]) > 1, Patience, TestContext.Current.CancellationToken);
        fault.Dispose();

        await host.WaitUntilReadyAsync();
        Assert.Equal(ExitCode.Success, await host.StopAsync());
    }

    [Fact]
    public async Task One_that_refuses_the_bot_for_good_ends_the_start_in_words()
    {
        await using var host = await RunningHost.PrepareAsync();
        using var fault = host.Homeserver.Faults.Inject(StubFault.Forbidden with { Strikes = request => request.Parts is ["register"] });
        host.Start();

        var failure = await Assert.ThrowsAsync<CommandFailedException>(host.WaitForExitAsync);

        Assert.Equal(ExitCode.Homeserver, failure.Code);
        Assert.Contains("does not let the bot register", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<RunningHost> StartAsync()
    {
        var host = await RunningHost.PrepareAsync();
        host.Timing = Quick;
        host.Start();
        await host.WaitUntilReadyAsync();
        return host;
    }

    private static bool IsPing(StubRequest request) => request.Parts is ["appservice", _, "ping"];

    private static async Task WaitForPingsAsync(RunningHost host, int count) => await host.Homeserver.Requests.WaitForAsync(
        "the pings", _ => host.Homeserver.Requests.All.Count(IsPing) >= count, Patience, TestContext.Current.CancellationToken);
}
