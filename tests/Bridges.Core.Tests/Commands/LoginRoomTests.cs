using System.Text.Json.Nodes;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Commands;

/// <summary>Secrets are asked for, and taken, only where nobody else reads them or will.</summary>
public sealed class LoginRoomTests : IAsyncLifetime
{
    private TestBridge _bridge = null!;
    private string _room = "";

    public static TheoryData<string, JsonObject, string> Traps { get; } = new()
    {
        { "m.room.history_visibility", new JsonObject { ["history_visibility"] = "world_readable" }, "" },
        { "m.room.join_rules", new JsonObject { ["join_rule"] = "public" }, "" },
        { "m.room.join_rules", new JsonObject { ["join_rule"] = "knock" }, "" },
        { "m.room.member", new JsonObject { ["membership"] = "invite" }, "@mallory:hs.test" },
        { "m.room.member", new JsonObject { ["membership"] = "join" }, "@mallory:hs.test" },
        { "m.room.power_levels", new JsonObject { ["users"] = new JsonObject { ["@alice:hs.test"] = 100 } }, "" },
    };

    public async ValueTask InitializeAsync()
    {
        _bridge = await TestBridge.StartAsync(loggedIn: false);
        _room = _bridge.TalkRoom(_bridge.Alice);
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    [Theory]
    [MemberData(nameof(Traps))]
    public async Task A_login_does_not_begin_in_a_trap(string type, JsonObject content, string stateKey)
    {
        _bridge.Homeserver.SetState(_bridge.Homeserver.Room(_room), type, content, stateKey);

        await _bridge.AskAsync(_room, _bridge.Alice, "!bridges login", "Please log in in a room of just you and me");

        Assert.DoesNotContain(_bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("Who are you?", StringComparison.Ordinal) == true);
        await _bridge.WaitForEventAsync("another room", sent => sent.RoomId != _room && sent.Body?.Contains("Here nobody else reads along", StringComparison.Ordinal) == true);
    }

    [Theory]
    [MemberData(nameof(Traps))]
    public async Task A_login_ends_where_the_room_becomes_a_trap_and_the_answer_is_taken_out(string type, JsonObject content, string stateKey)
    {
        await _bridge.AskAsync(_room, _bridge.Alice, "login", "Who are you?");
        await _bridge.AskAsync(_room, _bridge.Alice, "alice", "What is the word?");
        _bridge.Homeserver.SetState(_bridge.Homeserver.Room(_room), type, content, stateKey);

        var answer = StubEvents.Text(_room, _bridge.Alice, "!bridges sesame");
        await _bridge.PushAsync(answer);

        await _bridge.WaitForEventAsync("the answer gone", sent => sent.Redacts == (string?)answer["event_id"]);
        await _bridge.WaitForEventAsync("the end", sent => sent.Body?.Contains("I ended the login", StringComparison.Ordinal) == true);
        Assert.Empty(_bridge.Network.Accounts);
    }

    [Fact]
    public async Task A_room_that_somebody_else_made_is_not_trusted()
    {
        var trap = _bridge.Homeserver.AddRoom(_bridge.Homeserver.UserId("mallory"), _bridge.Alice, _bridge.Homeserver.BotUserId);
        _bridge.Homeserver.SetMembership(trap, _bridge.Homeserver.UserId("mallory"), "leave");

        await _bridge.AskAsync(trap.Id, _bridge.Alice, "login", "Please log in in a room of just you and me");
    }

    [Fact]
    public async Task An_answer_that_is_given_in_another_room_does_not_stay_there()
    {
        await _bridge.AskAsync(_room, _bridge.Alice, "login", "Who are you?");
        await _bridge.AskAsync(_room, _bridge.Alice, "alice", "What is the word?");
        var other = _bridge.Homeserver.AddRoom(_bridge.Homeserver.UserId("mallory"), _bridge.Alice, _bridge.Homeserver.BotUserId).Id;

        var answer = StubEvents.Text(other, _bridge.Alice, "sesame");
        await _bridge.PushAsync(answer);

        await _bridge.WaitForEventAsync("the answer gone", sent => sent.RoomId == other && sent.Redacts == (string?)answer["event_id"]);
        await _bridge.AskAsync(_room, _bridge.Alice, "sesame", "You are logged in");
    }

    [Fact]
    public async Task A_password_keeps_the_blanks_at_its_edges_and_a_reply_s_quote_is_none_of_it()
    {
        await _bridge.AskAsync(_room, _bridge.Alice, "login", "Who are you?");
        await _bridge.AskAsync(_room, _bridge.Alice, "alice", "What is the word?");
        await _bridge.AskAsync(_room, _bridge.Alice, " sesame", "That was not it.");

        var reply = StubEvents.Create(_room, _bridge.Alice, "m.room.message", new Dictionary<string, object>
        {
            ["msgtype"] = "m.text",
            ["body"] = "> <@bridges:hs.test> What is the word?\n\nsesame",
            ["m.relates_to"] = new Dictionary<string, object> { ["m.in_reply_to"] = new { event_id = "$question" } },
        });
        await _bridge.PushAsync(reply);

        await _bridge.WaitForEventAsync("the welcome", sent => sent.Body?.Contains("You are logged in", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Nobody_begins_logins_without_end()
    {
        for (var begun = 0; begun < 12; begun++)
        {
            await _bridge.AskAsync(_room, _bridge.Alice, "login", "Who are you?");
            await _bridge.AskAsync(_room, _bridge.Alice, "cancel", "Cancelled.");
        }

        await _bridge.AskAsync(_room, _bridge.Alice, "login", "You have begun many logins within an hour");
    }
}
