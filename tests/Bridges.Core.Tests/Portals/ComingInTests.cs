using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Portals;

public sealed class ComingInTests
{
    [Fact]
    public async Task Who_is_in_the_room_may_write_before_the_bridge_has_heard_that_they_came()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = new Club(bridge);
        club.Details = new() { Key = club.Key, Kind = Abstractions.ChatKind.Group, Name = "The club", Members = [Club.Member("alice"), Club.Member("boris")], MembersAreComplete = true };
        using var slow = bridge.Homeserver.Faults.Inject(StubFault.Slow(TimeSpan.FromSeconds(3)) with { Strikes = request => request.UserId == bridge.Alice && request.Parts is ["join", _] or ["rooms", _, "join"] });

        await club.TellAsync("alice", club.Message("boris", "hello"));
        StubRoom? room = null;
        await TestBridge.WaitUntilAsync(() => Task.FromResult((room = bridge.Homeserver.Rooms.FirstOrDefault(made => made.Membership(bridge.Alice) == "join")) is not null));
        await bridge.PushAsync(StubEvents.Text(room!.Id, bridge.Alice, "already here"));

        var sent = await bridge.Network.Did.WaitForAsync(deed => deed.What == "send");
        Assert.Equal("already here", sent.Text);
    }
}
