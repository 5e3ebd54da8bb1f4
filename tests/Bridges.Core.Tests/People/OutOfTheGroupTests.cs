using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.People;

/// <summary>Whoever is out of a chat on the network is out of its room: ghosts and users alike.</summary>
public sealed class OutOfTheGroupTests : IAsyncLifetime
{
    private TestBridge _bridge = null!;
    private Club _club = null!;

    public async ValueTask InitializeAsync()
    {
        _bridge = await TestBridge.StartAsync();
        _club = await Club.FoundAsync(_bridge);
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    [Theory]
    [InlineData(MembershipChange.Removed)]
    [InlineData(MembershipChange.Banned)]
    [InlineData(MembershipChange.Left)]
    public async Task A_user_who_is_out_does_not_read_on(MembershipChange change)
    {
        await _club.TellAsync("alice", _club.Membership("alice", change, by: "boris"));
        await _club.TellAsync("carol", _club.Message("boris", "not for Alice"));

        await _bridge.WaitForMessageAsync("not for Alice");
        Assert.Equal("leave", _club.Room.Membership(_bridge.Alice));
        Assert.Equal("join", _club.Room.Membership(_club.Carol));
    }

    [Fact]
    public async Task A_user_who_is_out_is_put_out_by_what_another_s_account_tells_too()
    {
        _club.Details = _club.Details with { Members = [Club.Member("carol"), Club.Member("boris")] };

        await _club.TellAsync("carol", _club.Change());

        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(_bridge.Alice) == "leave"));
    }

    [Fact]
    public async Task A_user_as_powerful_as_the_bot_is_taken_out_too()
    {
        _club.Without("alice");
        _bridge.Homeserver.SetState(_club.Room, "m.room.power_levels", new { users = new Dictionary<string, int> { [_bridge.Homeserver.BotUserId] = 100, [_bridge.Alice] = 100 } });

        await _club.TellAsync("alice", _club.Membership("alice", MembershipChange.Removed));
        await _club.TellAsync("carol", _club.Message("boris", "not for Alice"));

        await _bridge.WaitForMessageAsync("not for Alice");
        Assert.Equal("leave", _club.Room.Membership(_bridge.Alice));
    }

    [Fact]
    public async Task A_user_who_is_out_may_do_nothing_with_the_chat()
    {
        _club.Without("alice");
        await _club.TellAsync("alice", _club.Membership("alice", MembershipChange.Removed));
        await _club.HearAsync("boris", "after that");

        await _bridge.PushAsync(StubEvents.Text(_club.RoomId, _bridge.Alice, "still here"));

        var told = await _bridge.WaitForEventAsync("the refusal", sent => sent.Body?.Contains("You are no longer in this chat", StringComparison.Ordinal) == true);
        Assert.Equal(_club.RoomId, told.RoomId);
        Assert.DoesNotContain(_bridge.Network.Did.All, deed => deed.What == "send");
    }

    [Fact]
    public async Task Who_comes_back_is_in_the_room_again()
    {
        await _club.TellAsync("alice", _club.Membership("alice", MembershipChange.Removed));
        await _club.TellAsync("alice", _club.Membership("alice", MembershipChange.Joined));
        await _club.HearAsync("boris", "welcome back");

        Assert.Equal("join", _club.Room.Membership(_bridge.Alice));
    }

    [Fact]
    public async Task Who_is_back_without_a_word_of_it_comes_in_with_what_their_account_tells_next()
    {
        _club.Without("alice");
        await _club.TellAsync("alice", _club.Membership("alice", MembershipChange.Removed));
        await _club.TellAsync("alice", _club.Message("boris", "not for Alice"));
        await _bridge.WaitForMessageAsync("not for Alice");
        Assert.Equal("leave", _club.Room.Membership(_bridge.Alice));

        _club.With("alice");
        await _club.HearAsync("boris", "welcome back");

        Assert.Equal("join", _club.Room.Membership(_bridge.Alice));
    }

    [Fact]
    public async Task Who_is_back_comes_in_too_where_another_s_account_told_of_it_first()
    {
        _club.Without("alice");
        await _club.TellAsync("alice", _club.Membership("alice", MembershipChange.Removed));
        await _bridge.WaitUntilIdleAsync();
        _club.With("alice");
        var message = _club.Message("boris", "welcome back");

        await _club.TellAsync("carol", message);
        await _bridge.WaitForMessageAsync("welcome back");
        await _club.TellAsync("alice", message);

        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(_bridge.Alice) == "join"));
    }

    [Fact]
    public async Task Who_came_back_while_the_bridge_was_down_is_in_the_room_again()
    {
        _club.Without("alice");
        await _club.TellAsync("alice", _club.Membership("alice", MembershipChange.Removed));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(_bridge.Alice) == "leave"));
        await _bridge.StopBridgeAsync();
        _club.With("alice");

        await _bridge.RestartAfterStopAsync();

        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(_bridge.Alice) == "join"));
    }

    [Fact]
    public async Task A_ghost_leaves_with_the_words_of_the_network()
    {
        await _club.TellAsync("carol", _club.Membership("boris", MembershipChange.Removed, by: "carol", why: "Rude"));

        await _bridge.WaitForEventAsync("Boris' ghost going", sent => sent.Type == "m.room.member" && sent.StateKey == _club.Boris && sent.Content.GetProperty("membership").GetString() == "leave");
        var kick = Assert.Single(_bridge.Homeserver.Requests.All, request => request.Parts is [.., "kick"]);
        Assert.Equal("Removed by carol: Rude", kick.Json.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_ghost_that_left_does_not_stay_where_not_all_members_are_listed()
    {
        _club.Details = _club.Details with { MembersAreComplete = false };

        await _club.TellAsync("carol", _club.Membership("boris", MembershipChange.Left));

        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(_club.Boris) == "leave"));
    }

    [Fact]
    public async Task After_a_logout_a_user_does_not_read_on_by_another_s_login()
    {
        var room = _bridge.TalkRoom(_bridge.Alice);
        await _bridge.AskAsync(room, _bridge.Alice, "logout", "You are logged out");

        await _club.TellAsync("carol", _club.Message("boris", "not for Alice"));

        await _bridge.WaitForMessageAsync("not for Alice");
        Assert.Equal("leave", _club.Room.Membership(_bridge.Alice));
    }
}
