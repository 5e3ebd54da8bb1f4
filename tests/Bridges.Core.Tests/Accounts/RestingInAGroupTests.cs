using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Accounts;

/// <summary>What one account told of a group that others here are in, too, is theirs as well: nobody waits for that account.</summary>
public sealed class RestingInAGroupTests
{
    [Fact]
    public async Task What_an_account_told_that_does_not_start_any_more_comes_by_another()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var club = await Club.FoundAsync(bridge);
        using (bridge.Homeserver.Faults.Inject(StubFault.Proxy(502) with { Strikes = IsMessage }))
        {
            await club.TellAsync("alice", club.Message("boris", "told by alice", id: "70"));
            await bridge.StopBridgeAsync();
        }

        bridge.Network.Trouble.Throws(ModuleCall.CreateAccount, () => new InvalidOperationException("a fault"), "alice");
        await bridge.Clock.PassUntilAsync(bridge.RestartAfterStopAsync());
        await club.TellAsync("carol", club.Message("boris", "told by carol", id: "71"));

        await bridge.Clock.PassUntilAsync(bridge.WaitForMessageAsync("told by carol"));
        Assert.Equal(
            ["told by alice", "told by carol"],
            bridge.Homeserver.Sent.All.Select(sent => sent.Body).Where(body => body?.StartsWith("told", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task What_an_account_told_that_logged_out_meanwhile_comes_by_another()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        using (bridge.Homeserver.Faults.Inject(StubFault.Proxy(502) with { Strikes = IsMessage }))
        {
            await club.TellAsync("alice", club.Message("alice", "told by alice") with { FromSelf = true });
            await bridge.LogOutAsync("alice");
        }

        Assert.Equal(club.Ghost("alice"), (await bridge.WaitForMessageAsync("told by alice")).Sender);
    }

    private static bool IsMessage(StubRequest request) => request.Parts is ["rooms", _, "send", "m.room.message", _];
}
