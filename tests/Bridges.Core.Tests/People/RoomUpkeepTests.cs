using Bridges.Abstractions;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.People;

/// <summary>Rooms are compared with their chats and mended: after a start, on change and when asked.</summary>
public sealed class RoomUpkeepTests
{
    [Fact]
    public async Task Names_that_changed_while_the_host_was_down_are_mended_after_its_start()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        await bridge.StopBridgeAsync();
        club.Details = club.Details with { Name = "The renamed club" };
        bridge.Network.Names[new("boris")] = "Boris the second";

        await bridge.RestartAfterStopAsync();

        await TestBridge.WaitUntilAsync(() => Task.FromResult(
            bridge.Homeserver.ProfileField(club.Boris, "displayname") == "Boris the second"
            && club.Room.State("m.room.name")?.GetProperty("name").GetString() == "The renamed club"));
    }

    [Fact]
    public async Task Changes_that_follow_closely_are_answered_by_one_question()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        await bridge.WaitUntilIdleAsync();
        var before = bridge.Network.Trouble.Count(ModuleCall.GetChat);
        club.Details = club.Details with { Name = "New" };

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => club.TellAsync("alice", club.Change()).AsTask()));

        await TestBridge.WaitUntilAsync(() => Task.FromResult(club.Room.State("m.room.name")?.GetProperty("name").GetString() == "New"));
        await bridge.WaitUntilIdleAsync();
        // On a busy machine they do not follow quite so closely.
        Assert.InRange(bridge.Network.Trouble.Count(ModuleCall.GetChat) - before, 1, 10);
    }

    [Fact]
    public async Task Roles_are_carried_over_though_somebody_s_level_may_not_be_changed_and_an_admin_s_own_settings_stay()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        await bridge.WaitUntilIdleAsync();
        bridge.Homeserver.SetState(club.Room, "m.room.power_levels", new
        {
            users = new Dictionary<string, int> { [bridge.Homeserver.BotUserId] = 100, [bridge.Alice] = 100, [club.Boris] = 75 },
            events = new Dictionary<string, int> { ["m.room.name"] = 100, ["org.example.own"] = 3 },
            invite = 100,
        });
        club.Details = club.Details with { Members = [Club.Member("alice"), Club.Member("carol", MemberRole.Administrator), Club.Member("boris", MemberRole.Administrator)] };

        await club.TellAsync("alice", club.Change());

        await TestBridge.WaitUntilAsync(() => Task.FromResult(club.Room.Level(club.Carol) == 50));
        Assert.Equal((100, 75), (club.Room.Level(bridge.Alice), club.Room.Level(club.Boris)));
        Assert.Equal(3, club.Room.State("m.room.power_levels")!.Value.GetProperty("events").GetProperty("org.example.own").GetInt32());
    }

    [Fact]
    public async Task The_first_message_into_a_large_group_waits_for_none_of_its_members()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = new Club(bridge);
        club.Details = new ChatDetails
        {
            Key = club.Key, Kind = ChatKind.Group, Name = "Many", MembersAreComplete = true,
            Members = [Club.Member("alice"), .. Enumerable.Range(0, 500).Select(number => Club.Member($"member{number}"))],
        };

        using var slow = bridge.Homeserver.Faults.Inject(StubFault.Slow(TimeSpan.FromMilliseconds(200)) with
        {
            Strikes = request => request.Parts is [.., "join"] && request.UserId.Contains("_member", StringComparison.Ordinal) && request.UserId != club.Ghost("member499"),
        });
        var shown = await club.HearAsync("member499", "first");

        var room = bridge.Homeserver.Room(shown.RoomId);
        Assert.InRange(room.Joined.Count(), 3, 50);
        slow.Dispose();
        await TestBridge.WaitUntilAsync(() => Task.FromResult(room.Joined.Count() == 502));
    }

    [Fact]
    public async Task Network_that_asks_for_time_is_given_it_before_a_room_is_compared_again()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var club = await FoundAsync(bridge);
        var began = bridge.Clock.Time.GetUtcNow();
        bridge.Network.Trouble.Throws(ModuleCall.GetChat, () => BridgeException.Transient("Too much is asked.", retryAfter: TimeSpan.FromMinutes(20)), club.Key.Chat.Value);
        var before = bridge.Network.Trouble.Count(ModuleCall.GetChat);
        club.Details = club.Details with { Name = "New" };
        await club.TellAsync("alice", club.Change());
        await bridge.Clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Network.Trouble.Count(ModuleCall.GetChat) > before)));
        bridge.Network.Trouble.Ends();

        await bridge.Clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(club.Room.State("m.room.name")?.GetProperty("name").GetString() == "New")));

        Assert.InRange(bridge.Clock.Time.GetUtcNow() - began, TimeSpan.FromMinutes(20), TimeSpan.FromHours(2));
        Assert.Equal(before + 2, bridge.Network.Trouble.Count(ModuleCall.GetChat));
    }

    [Fact]
    public async Task Chat_whose_comparison_was_given_up_is_compared_when_something_is_said_in_it()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var club = await FoundAsync(bridge);
        var before = bridge.Network.Trouble.Count(ModuleCall.GetChat);
        bridge.Network.Trouble.Throws(ModuleCall.GetChat, () => BridgeException.Transient("Not now."), club.Key.Chat.Value);
        club.Details = club.Details with { Name = "New" };
        await club.TellAsync("alice", club.Change());
        await bridge.Clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Network.Trouble.Count(ModuleCall.GetChat) == before + 9 && IsIdle(bridge))));
        bridge.Network.Trouble.Ends();

        await club.HearAsync("boris", "is anybody here?");

        await bridge.Clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(club.Room.State("m.room.name")?.GetProperty("name").GetString() == "New")));
    }

    [Fact]
    public async Task One_who_cannot_be_brought_in_keeps_nobody_else_out()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        using var refusal = bridge.Homeserver.Faults.Inject(StubFault.Forbidden with
        {
            Strikes = request => request.Parts is [.., "invite"] && request.Json.GetProperty("user_id").GetString() == club.Ghost("unwanted"),
        });
        club.Details = club.Details with { Members = [.. club.Details.Members, Club.Member("unwanted"), Club.Member("welcome")] };

        await club.TellAsync("alice", club.Change());

        await TestBridge.WaitUntilAsync(() => Task.FromResult(club.Room.Membership(club.Ghost("welcome")) == "join"));
        Assert.Null(club.Room.Membership(club.Ghost("unwanted")));
    }

    [Fact]
    public async Task Who_joins_comes_in_and_brings_no_notice()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        club.Details = club.Details with { MembersAreComplete = false };

        await club.TellAsync("alice", club.Membership("dora", MembershipChange.Joined));

        await TestBridge.WaitUntilAsync(() => Task.FromResult(club.Room.Membership(club.Ghost("dora")) == "join"));
    }

    [Fact]
    public async Task A_chat_that_moves_goes_on_in_its_room()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        var key = new ChatKey(new RemoteChatId("super-club"));
        bridge.Network.Chats[key] = club.Details with { Key = key };

        await club.TellAsync("alice", new RemoteChatMove { Chat = club.Key, NewKey = key, Timestamp = TimeProvider.System.GetUtcNow() });
        await bridge.WaitUntilIdleAsync();
        await club.TellAsync("alice", club.Message("boris", "after the move") with { Chat = key });

        Assert.Equal(club.RoomId, (await bridge.WaitForMessageAsync("after the move")).RoomId);
    }

    [Fact]
    public async Task A_room_that_was_upgraded_is_followed_and_the_bot_greets_nobody_there()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        var next = bridge.Homeserver.AddRoom(bridge.Alice);
        bridge.Homeserver.SetState(next, "m.room.create", new { predecessor = new { room_id = club.RoomId } });
        bridge.Homeserver.SetState(club.Room, "m.room.tombstone", new { replacement_room = next.Id });
        await bridge.PushAsync(StubEvents.State(club.RoomId, bridge.Alice, "m.room.tombstone", "", new { replacement_room = next.Id }));

        await TestBridge.WaitUntilAsync(() => Task.FromResult(next.Membership(bridge.Homeserver.BotUserId) == "join" && next.Membership(club.Carol) == "join"));
        await bridge.PushAsync(StubEvents.Member(next.Id, bridge.Alice, bridge.Homeserver.BotUserId, "invite"));
        await bridge.WaitUntilIdleAsync();
        Assert.Equal(next.Id, (await club.HearAsync("boris", "after the upgrade")).RoomId);
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.RoomId == next.Id && sent.Body?.Contains("I connect your chats", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task In_a_room_that_replaces_another_nothing_counts_as_pinned()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        var pins = bridge.Services.GetRequiredService<PinTable>();
        await club.TellAsync("carol", new RemotePin { Chat = club.Key, Timestamp = TimeProvider.System.GetUtcNow(), Target = new("2"), IsPinned = true });
        await TestBridge.WaitUntilAsync(async () => (await pins.OfChatAsync(new("test"), club.Key, default)).Count == 1);
        var next = bridge.Homeserver.AddRoom(bridge.Alice);
        bridge.Homeserver.SetState(next, "m.room.create", new { predecessor = new { room_id = club.RoomId } });
        bridge.Homeserver.SetState(club.Room, "m.room.tombstone", new { replacement_room = next.Id });

        await bridge.PushAsync(StubEvents.State(club.RoomId, bridge.Alice, "m.room.tombstone", "", new { replacement_room = next.Id }));

        await TestBridge.WaitUntilAsync(async () => (await pins.OfChatAsync(new("test"), club.Key, default)).Count == 0);
    }

    [Fact]
    public async Task A_room_that_only_claims_to_replace_another_is_not_followed()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await Club.FoundAsync(bridge);
        var trap = bridge.Homeserver.AddRoom(bridge.Homeserver.UserId("mallory"), bridge.Homeserver.BotUserId);
        bridge.Homeserver.SetState(trap, "m.room.create", new { predecessor = new { room_id = club.RoomId } });

        await bridge.PushAsync(StubEvents.Member(trap.Id, bridge.Homeserver.UserId("mallory"), bridge.Homeserver.BotUserId, "invite"));
        await bridge.WaitUntilIdleAsync();

        Assert.Equal(club.RoomId, (await club.HearAsync("boris", "where it was")).RoomId);
    }

    [Fact]
    public async Task The_other_person_invites_to_a_direct_chat()
    {
        await using var bridge = await TestBridge.StartAsync();

        var room = bridge.Homeserver.Room(await bridge.OpenChatAsync("bob"));

        var invitation = Assert.Single(bridge.Homeserver.Sent.All, sent =>
            sent.RoomId == room.Id && sent.Type == "m.room.member" && sent.StateKey == bridge.Alice && sent.Content.GetProperty("membership").GetString() == "invite");
        Assert.Equal(bridge.Homeserver.UserId("_bridges_test_bob"), invitation.Sender);
        Assert.True(invitation.Content.GetProperty("is_direct").GetBoolean());
    }

    [Fact]
    public async Task Rooms_are_for_those_who_are_there_and_not_for_guests()
    {
        await using var bridge = await TestBridge.StartAsync();

        var room = bridge.Homeserver.Room(await bridge.OpenChatAsync("bob"));

        Assert.Equal("joined", room.State("m.room.history_visibility")!.Value.GetProperty("history_visibility").GetString());
        Assert.Equal("forbidden", room.State("m.room.guest_access")!.Value.GetProperty("guest_access").GetString());
    }

    /// <summary>The club on a clock that stands, when its room is as it is to be.</summary>
    private static async Task<Club> FoundAsync(TestBridge bridge)
    {
        var club = await bridge.Clock.PassUntilAsync(Club.FoundAsync(bridge));
        await bridge.WaitUntilIdleAsync();
        await bridge.Clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(IsIdle(bridge))));
        return club;
    }

    private static bool IsIdle(TestBridge bridge) => bridge.Services.GetRequiredService<PortalUpkeep>().IsIdle;
}
