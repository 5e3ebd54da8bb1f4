using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.People;

/// <summary>Who left a room stays out until they ask; a room that nobody reads is closed, and opened again with what was said.</summary>
public sealed class LeftRoomTests : IAsyncLifetime
{
    private TestBridge _bridge = null!;
    private Club _club = null!;

    public async ValueTask InitializeAsync()
    {
        _bridge = await TestBridge.StartAsync();
        _club = await Club.FoundAsync(_bridge);
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    [Fact]
    public async Task Who_left_is_not_brought_back_by_what_they_write_elsewhere()
    {
        await _club.LeaveRoomAsync(_bridge.Alice);
        await _bridge.WaitUntilIdleAsync();

        await _club.TellAsync("alice", _club.Message("alice", "from Alice's phone") with { FromSelf = true });

        var shown = await _bridge.WaitForMessageAsync("from Alice's phone");
        Assert.Equal(_club.Ghost("alice"), shown.Sender);
        Assert.Equal("leave", _club.Room.Membership(_bridge.Alice));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asks_comes_back_and_their_ghost_goes(bool allMembersAreKnown)
    {
        _club.Details = _club.Details with { MembersAreComplete = allMembersAreKnown };
        await Who_left_is_not_brought_back_by_what_they_write_elsewhere();

        await _bridge.RequestRoomAsync("alice", _club.Key);

        await TestBridge.WaitUntilAsync(() => Task.FromResult(
            _club.Room.Membership(_bridge.Alice) == "join" && _club.Room.Membership(_club.Ghost("alice")) == "leave"));
    }

    [Fact]
    public async Task A_group_that_its_last_reader_left_stays_away_and_comes_back_with_its_history_when_asked_for()
    {
        await LeaveBothAsync();
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(_bridge.Homeserver.BotUserId) == "leave"));

        await _club.TellAsync("alice", _club.Message("boris", "into the void", "50"));
        await _bridge.WaitUntilIdleAsync();
        Assert.DoesNotContain(_bridge.Homeserver.Sent.All, sent => sent.Body == "into the void");

        _bridge.Network.History.AddRange([_club.Message("boris", "hello", "1"), _club.Message("boris", "into the void", "50")]);
        await _bridge.RequestRoomAsync("alice", _club.Key);

        var shown = await _bridge.WaitForMessageAsync("into the void");
        Assert.NotEqual(_club.RoomId, shown.RoomId);
        Assert.Contains(_bridge.Homeserver.Sent.All, sent => sent.RoomId == shown.RoomId && sent.Body == "hello");
        Assert.Equal("join", _bridge.Homeserver.Room(shown.RoomId).Membership(_bridge.Alice));
    }

    [Fact]
    public async Task What_a_room_that_is_opened_again_begins_with_still_answers_what_it_answered()
    {
        await LeaveBothAsync();
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(_bridge.Homeserver.BotUserId) == "leave"));
        _bridge.Network.History.AddRange([_club.Message("boris", "a question", "60"), _club.Message("carol", "an answer", "61") with { ReplyTo = new ReplyTarget(new("60")) }]);

        await _bridge.RequestRoomAsync("alice", _club.Key);

        var answer = await _bridge.WaitForMessageAsync("an answer");
        var question = Assert.Single(_bridge.Homeserver.Sent.All, sent => sent.Body == "a question");
        Assert.Equal(question.EventId, answer.Content.GetProperty("m.relates_to").GetProperty("m.in_reply_to").GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task A_direct_chat_comes_back_when_the_other_person_writes()
    {
        var room = await _bridge.OpenChatAsync("bob");
        _bridge.Network.History.Add(TestBridge.Message("bob", "1", "first in bob"));
        _bridge.Homeserver.SetMembership(_bridge.Homeserver.Room(room), _bridge.Alice, "leave");
        await _bridge.PushAsync(StubEvents.Member(room, _bridge.Alice, _bridge.Alice, "leave"));
        await _bridge.WaitUntilIdleAsync();

        await _bridge.ReceiveAsync("bob", "2", "are you there?");

        var shown = await _bridge.WaitForMessageAsync("are you there?");
        Assert.NotEqual(room, shown.RoomId);
        Assert.Contains(_bridge.Homeserver.Sent.All, sent => sent.RoomId == shown.RoomId && sent.Body == "first in bob");
    }

    [Fact]
    public async Task Leaving_the_room_leaves_the_group_where_the_setting_says_so()
    {
        await using var bridge = await TestBridge.StartAsync(prepare: bridge => bridge.Options = bridge.Options with { LeavingRoomLeavesChat = true });
        var club = await Club.FoundAsync(bridge);

        await club.LeaveRoomAsync(bridge.Alice);

        var deed = await bridge.Network.Did.WaitForAsync(deed => deed.What == "leave");
        Assert.Equal(club.Key, deed.Chat);
    }

    private async Task LeaveBothAsync()
    {
        await _club.LeaveRoomAsync(_bridge.Alice);
        await _club.LeaveRoomAsync(_club.Carol);
    }
}
