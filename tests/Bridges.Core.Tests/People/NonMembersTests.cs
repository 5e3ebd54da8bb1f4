using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.People;

/// <summary>Who is banned from a chat, invited to it, or asks to be let in has just that membership in its room.</summary>
public sealed class NonMembersTests : IAsyncLifetime
{
    private readonly Deeds _answers = new();
    private TestBridge _bridge = null!;
    private Club _club = null!;

    public async ValueTask InitializeAsync()
    {
        _bridge = await TestBridge.StartAsync(disguise: account => new DoorkeepingAccount(account, _answers));
        _club = await Club.FoundAsync(_bridge);
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    [Fact]
    public async Task Who_is_banned_is_banned_until_the_network_lifts_it()
    {
        await _club.TellAsync("alice", _club.Membership("boris", MembershipChange.Banned, by: "carol"));
        await MembershipAsync(_club.Boris, "ban");

        await _club.TellAsync("alice", _club.Membership("boris", MembershipChange.Unbanned));
        await MembershipAsync(_club.Boris, "leave");

        await _club.TellAsync("alice", _club.Membership("boris", MembershipChange.Joined));
        await MembershipAsync(_club.Boris, "join");
    }

    [Fact]
    public async Task Who_comes_back_after_a_ban_is_let_in_but_not_where_a_moderator_here_banned_them()
    {
        await _club.TellAsync("alice", _club.Membership("boris", MembershipChange.Banned));
        await MembershipAsync(_club.Boris, "ban");
        await _club.TellAsync("alice", _club.Membership("boris", MembershipChange.Joined));
        await MembershipAsync(_club.Boris, "join");

        _bridge.Homeserver.SetMembership(_club.Room, _club.Boris, "ban");
        await _club.TellAsync("alice", _club.Membership("boris", MembershipChange.Joined));
        await _club.TellAsync("alice", _club.Membership("boris", MembershipChange.Unbanned));
        await _club.HearAsync("carol", "still banned here");
        await _bridge.WaitUntilIdleAsync();

        Assert.Equal("ban", _club.Room.Membership(_club.Boris));
    }

    [Fact]
    public async Task Who_is_invited_is_invited()
    {
        await _club.TellAsync("alice", _club.Membership("dora", MembershipChange.Invited, by: "boris"));
        await MembershipAsync(_club.Ghost("dora"), "invite");

        await _club.TellAsync("alice", _club.Membership("dora", MembershipChange.RequestEnded));
        await MembershipAsync(_club.Ghost("dora"), "leave");
    }

    [Theory]
    [InlineData("accept", true)]
    [InlineData("accept dora", true)]
    [InlineData("refuse Name of dora", false)]
    public async Task Who_asks_to_be_let_in_knocks_and_is_answered(string command, bool accepted)
    {
        await _club.TellAsync("alice", _club.Membership("dora", MembershipChange.AskedToJoin));
        await MembershipAsync(_club.Ghost("dora"), "knock");
        await _bridge.WaitForEventAsync("the hint", sent => sent.RoomId == _club.RoomId && sent.Body?.Contains("!bridges accept dora", StringComparison.Ordinal) == true);

        await _bridge.PushAsync(StubEvents.Text(_club.RoomId, _bridge.Alice, $"!bridges {command}"));

        await TestBridge.WaitUntilAsync(() => Task.FromResult(_answers.All.Any(deed => deed.What == (accepted ? "accept" : "refuse") && deed.Text == "dora")));
    }

    [Fact]
    public async Task A_new_ghost_comes_in_before_it_speaks()
    {
        await _club.HearAsync("erik", "I am new");

        var refused = _bridge.Homeserver.Requests.All.Where(request => request.UserId == _club.Ghost("erik")).Select(request => string.Join('/', request.Parts)).ToArray();
        Assert.Single(refused, path => path.Contains("/send/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_room_of_an_earlier_version_becomes_as_private_as_new_ones_once()
    {
        _bridge.Homeserver.SetState(_club.Room, "m.room.history_visibility", new { history_visibility = "shared" });
        _bridge.Homeserver.SetState(_club.Room, "m.room.guest_access", new { guest_access = "can_join" });
        await _bridge.StopBridgeAsync();
        await _bridge.InDatabaseAsync("UPDATE portals SET info_hash = NULL");
        await _bridge.RestartAfterStopAsync();
        await StateAsync("m.room.history_visibility", "history_visibility", "joined");
        await StateAsync("m.room.guest_access", "guest_access", "forbidden");

        _bridge.Homeserver.SetState(_club.Room, "m.room.history_visibility", new { history_visibility = "shared" });
        await _club.TellAsync("alice", _club.Change());
        await _bridge.WaitUntilIdleAsync();

        await StateAsync("m.room.history_visibility", "history_visibility", "shared");
    }

    private Task MembershipAsync(string user, string membership) => TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(user) == membership));

    private Task StateAsync(string type, string field, string value) =>
        TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.State(type, "") is { } state && state.GetProperty(field).GetString() == value));

    private sealed class DoorkeepingAccount(IAccount inner, Deeds answers) : PlainAccount(inner), IAnswersJoinRequests
    {
        public Task AnswerJoinRequestAsync(ChatKey chat, RemoteUserId user, bool accept, CancellationToken cancellationToken)
        {
            answers.Add(new Deed(accept ? "accept" : "refuse", chat, user.Value, Target: null));
            return Task.CompletedTask;
        }
    }
}
