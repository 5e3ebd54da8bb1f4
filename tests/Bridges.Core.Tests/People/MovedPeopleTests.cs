using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.People;

/// <summary>A person who has another id since is the same person: one ghost, in the rooms of both.</summary>
public sealed class MovedPeopleTests : IAsyncLifetime
{
    private static readonly RemoteUserId _number = new("boris");
    private static readonly RemoteUserId _account = new("boris-account");

    private TestBridge _bridge = null!;
    private Club _club = null!;

    private string Successor => _club.Ghost("boris-account");

    public async ValueTask InitializeAsync()
    {
        _bridge = await TestBridge.StartAsync();
        _club = await Club.FoundAsync(_bridge);
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    [Fact]
    public async Task The_new_ghost_comes_into_the_rooms_of_the_old_one_which_goes()
    {
        await MoveAsync();

        await WaitForSuccessionAsync();
        Assert.Equal(Successor, (await _club.HearAsync("boris-account", "under the new id")).Sender);
        Assert.Equal(Successor, (await _club.HearAsync("boris", "under the old id")).Sender);
        Assert.Equal("leave", _club.Room.Membership(_club.Boris));
    }

    [Fact]
    public async Task It_is_known_after_a_restart()
    {
        await MoveAsync();
        await WaitForSuccessionAsync();

        await _bridge.RestartAsync();

        await _bridge.Network.StartedAsync("carol");
        Assert.Equal(Successor, (await _club.HearAsync("boris", "after a restart")).Sender);
    }

    [Fact]
    public async Task What_was_noted_before_a_crash_is_done_after_it()
    {
        await _bridge.StopBridgeAsync();
        await _bridge.InDatabaseAsync("INSERT INTO moved_people (network, from_id, to_id, joined) VALUES ('test', 'boris', 'boris-account', 0)");

        await _bridge.RestartAfterStopAsync();

        await WaitForSuccessionAsync();
    }

    [Fact]
    public async Task A_direct_chat_goes_on_in_its_room()
    {
        var room = await _bridge.OpenChatAsync("boris");

        await MoveAsync();
        await _bridge.ReceiveAsync("boris-account", "7", "still me");

        var sent = await _bridge.WaitForMessageAsync("still me");
        Assert.Equal((room, Successor), (sent.RoomId, sent.Sender));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_bridge.Homeserver.Room(room).Membership(_club.Boris) == "leave"));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(DirectChats().Any(list => Names(list, Successor, room) && !Names(list, _club.Boris, room))));

        await _bridge.PushAsync(StubEvents.Text(room, _bridge.Alice, "and I answer"));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_bridge.Network.Did.All.Any(deed => deed is { What: "send", Text: "and I answer", Chat.Chat.Value: "boris-account" })));
    }

    [Fact]
    public async Task An_edit_of_what_was_said_before_comes_from_the_ghost_that_said_it()
    {
        await _club.TellAsync("alice", _club.Message("boris", "at egiht", id: "50"));
        var original = await _bridge.WaitForMessageAsync("at egiht");
        await MoveAsync();
        await WaitForSuccessionAsync();

        await _club.TellAsync("alice", Edit("50", "at eight"));

        var edit = await _bridge.WaitForEventAsync("the edit", sent => sent.Content.TryGetProperty("m.new_content", out var now) && now.GetProperty("body").GetString() == "at eight");
        Assert.Equal(original.Sender, edit.Sender);
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(_club.Boris) == "leave"));
    }

    [Fact]
    public async Task A_reaction_under_the_old_id_is_taken_back_under_the_new_one()
    {
        await _club.TellAsync("alice", _club.Message("carol", "news", id: "60"));
        await _bridge.WaitForMessageAsync("news");
        await _club.TellAsync("alice", Reactions(_number, "60", "👍"));
        var reaction = await _bridge.WaitForEventAsync("the reaction", sent => sent.Type == "m.reaction");
        await MoveAsync();

        await _club.TellAsync("alice", Reactions(_account, "60"));

        await _bridge.WaitForEventAsync("it is taken back", sent => sent.Type == "m.room.redaction" && sent.Redacts == reaction.EventId);
    }

    [Fact]
    public async Task Whoever_gets_their_old_id_back_is_shown_under_it()
    {
        await MoveAsync();
        await WaitForSuccessionAsync();

        await _bridge.AliceAccount.Host.UserMovedAsync(_account, _number, default);

        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(Successor) == "leave" && _club.Room.Membership(_club.Boris) == "join"));
        Assert.Equal(_club.Boris, (await _club.HearAsync("boris-account", "as before")).Sender);
    }

    [Fact]
    public async Task News_of_one_does_not_have_another_who_cannot_be_joined_yet_tried_without_a_pause()
    {
        _bridge.Network.Trouble.Throws(ModuleCall.GetUser, () => BridgeException.Transient("Not now."), "boris-account");
        await MoveAsync();
        await _bridge.AliceAccount.Host.UserMovedAsync(new("dora"), new("dora-account"), default);
        var before = _bridge.Network.Trouble.Count(ModuleCall.GetUser);

        for (var said = 0; said < 20; said++)
        {
            await _club.HearAsync("carol", $"word {said}");
        }

        // Once for the news, and perhaps some times since as the pauses end.
        Assert.InRange(_bridge.Network.Trouble.Count(ModuleCall.GetUser) - before, 0, 20);
    }

    private async Task MoveAsync()
    {
        _club.Details = _club.Details with { Members = [Club.Member("alice"), Club.Member("carol"), Club.Member("boris-account")] };
        await _bridge.AliceAccount.Host.UserMovedAsync(_number, _account, default);
    }

    private Task WaitForSuccessionAsync() => TestBridge.WaitUntilAsync(
        () => Task.FromResult(_club.Room.Membership(Successor) == "join" && _club.Room.Membership(_club.Boris) == "leave"));

    private IEnumerable<JsonElement> DirectChats() =>
        _bridge.Homeserver.Requests.All.Where(request => request.Method == "PUT" && request.Parts is [.., "account_data", "m.direct"]).Select(request => request.Json);

    private static bool Names(JsonElement list, string user, string room) =>
        list.TryGetProperty(user, out var rooms) && rooms.EnumerateArray().Any(entry => entry.GetString() == room);

    private RemoteEdit Edit(string message, string text) => new()
    {
        Chat = _club.Key,
        Target = new(message),
        Sender = _account,
        Timestamp = TimeProvider.System.GetUtcNow(),
        Parts = [new MessagePart("", new TextContent(RichText.Plain(text)))],
        Version = 1,
    };

    private RemoteReactions Reactions(RemoteUserId sender, string message, params string[] keys) => new()
    {
        Chat = _club.Key,
        Target = new(message),
        Sender = sender,
        Timestamp = TimeProvider.System.GetUtcNow(),
        Reactions = [.. keys.Select(key => new Reaction(key))],
    };
}
