using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Portals;

/// <summary>Chats that are part of another stand in its space.</summary>
public sealed class SpacesTests
{
    private static readonly ChatKey Community = new(new RemoteChatId("community"));

    [Fact]
    public async Task A_chat_of_a_community_stands_in_its_space_as_long_as_it_is_part_of_it()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        bridge.Network.Chats[Community] = Space();
        club.Details = club.Details with { Parent = Community };
        await club.TellAsync("alice", club.Change());
        await TestBridge.WaitUntilAsync(() => Task.FromResult(SpaceOf(bridge, club) is not null));

        var space = SpaceOf(bridge, club)!;
        Assert.Equal("The community", space.State("m.room.name")?.GetProperty("name").GetString());
        Assert.True(IsSet(club.Room, "m.space.parent", space.Id));
        Assert.Equal("join", space.Membership(bridge.Homeserver.UserId("alice")));
        Assert.Equal("m.space", space.State("m.room.create")?.GetProperty("type").GetString());

        club.Details = club.Details with { Parent = null };
        await club.TellAsync("alice", club.Change());

        await TestBridge.WaitUntilAsync(() => Task.FromResult(!IsSet(space, "m.space.child", club.RoomId)));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(!IsSet(club.Room, "m.space.parent", space.Id)));
    }

    [Fact]
    public async Task A_user_who_comes_later_finds_the_space_too_and_there_is_but_one()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        bridge.Network.Chats[Community] = Space();
        club.Details = club.Details with { Parent = Community };
        await club.TellAsync("alice", club.Change());
        await TestBridge.WaitUntilAsync(() => Task.FromResult(SpaceOf(bridge, club) is not null));

        await club.TellAsync("carol", club.Change());

        await TestBridge.WaitUntilAsync(() => Task.FromResult(SpaceOf(bridge, club)!.Membership(club.Carol) == "join"));
        await bridge.WaitUntilIdleAsync();
        Assert.Single(bridge.Homeserver.Rooms, room => room.State("m.room.name") is { } name && name.GetProperty("name").GetString() == "The community");
    }

    /// <summary>Nobody should find the way into an empty room.</summary>
    [Fact]
    public async Task A_room_that_is_closed_is_taken_out_of_its_space()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        bridge.Network.Chats[Community] = Space();
        club.Details = club.Details with { Parent = Community };
        await club.TellAsync("alice", club.Change());
        await TestBridge.WaitUntilAsync(() => Task.FromResult(SpaceOf(bridge, club) is not null));
        var space = SpaceOf(bridge, club)!;

        await club.LeaveRoomAsync(bridge.Alice);
        await club.LeaveRoomAsync(club.Carol);

        await TestBridge.WaitUntilAsync(() => Task.FromResult(club.Room.Membership(bridge.Homeserver.BotUserId) == "leave"));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(!IsSet(space, "m.space.child", club.RoomId)));
        Assert.Equal("join", space.Membership(bridge.Alice));

        // Asked for again, the chat's new room stands there.
        await bridge.RequestRoomAsync("alice", club.Key);
        await TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Homeserver.Rooms.Any(room => room.Id != club.RoomId && IsSet(space, "m.space.child", room.Id))));
    }

    [Fact]
    public async Task A_community_that_the_account_does_not_see_makes_no_space()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        bridge.Network.Chats[Community] = Space() with { AccountIsOut = true };
        club.Details = club.Details with { Parent = Community };
        var rooms = bridge.Homeserver.Rooms.Count;

        await club.TellAsync("alice", club.Change());
        await club.HearAsync("boris", "after");
        await bridge.WaitUntilIdleAsync();

        Assert.Equal(rooms, bridge.Homeserver.Rooms.Count);
    }

    private static ChatDetails Space() => new()
    {
        Key = Community, Kind = ChatKind.Community, Name = "The community", Members = [Club.Member("alice"), Club.Member("carol")],
    };

    private static StubRoom? SpaceOf(TestBridge bridge, Club club) => bridge.Homeserver.Rooms.FirstOrDefault(room => IsSet(room, "m.space.child", club.RoomId) && IsSet(club.Room, "m.space.parent", room.Id));

    private static bool IsSet(StubRoom room, string type, string key) => room.State(type, key) is { } state && state.TryGetProperty("via", out _);
}
