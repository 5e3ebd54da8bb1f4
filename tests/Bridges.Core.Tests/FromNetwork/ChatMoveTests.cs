using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Portals;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.FromNetwork;

/// <summary>A chat that has another key from now on goes on in its room.</summary>
public sealed class ChatMoveTests
{
    private static readonly ChatKey _small = new(new("small"), new AccountId("alice"));
    private static readonly ChatKey _large = new(new("large"));

    [Fact]
    public async Task What_is_told_right_behind_a_move_is_shown_in_the_room_of_before()
    {
        await using var bridge = await TestBridge.StartAsync();
        string[] people = [.. Enumerable.Range(1, 10).Select(number => $"friend{number}")];
        var rooms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            rooms[person] = await bridge.OpenChatAsync(person);
        }

        var told = new List<Task>();
        foreach (var person in people)
        {
            var (from, to) = (new ChatKey(new(person), new AccountId("alice")), new ChatKey(new($"{person}-now"), new AccountId("alice")));
            told.Add(bridge.AliceAccount.Host.ReceiveAsync(new RemoteChatMove { Chat = from, NewKey = to, Timestamp = TimeProvider.System.GetUtcNow() }, default).AsTask());
            told.Add(bridge.ReceiveAsync($"{person}-now", "2", $"after the move of {person}").AsTask());
        }

        await Task.WhenAll(told);
        foreach (var person in people)
        {
            Assert.Equal(rooms[person], (await bridge.WaitForMessageAsync($"after the move of {person}")).RoomId);
        }
    }

    [Fact]
    public async Task What_is_told_before_the_move_is_shown_in_the_room_of_before()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await OpenGroupAsync(bridge);
        BecomesLarge(bridge);

        await bridge.AliceAccount.Host.ReceiveAsync(InLarge("1", "first in the large one"), default);
        var first = await bridge.WaitForMessageAsync("first in the large one");
        await bridge.AliceAccount.Host.ReceiveAsync(Move(), default);
        await bridge.AliceAccount.Host.ReceiveAsync(InLarge("2", "after the move"), default);

        Assert.Equal(room, first.RoomId);
        Assert.Equal(room, (await bridge.WaitForMessageAsync("after the move")).RoomId);
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Type == "m.room.tombstone");
    }

    [Fact]
    public async Task A_chat_that_moves_while_the_network_is_asked_about_it_goes_on_in_its_room()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await OpenGroupAsync(bridge);
        BecomesLarge(bridge);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bridge.Network.BeforeDescribing = chat =>
        {
            if (chat != _large)
            {
                return Task.CompletedTask;
            }

            asked.TrySetResult();
            return go.Task;
        };

        await bridge.AliceAccount.Host.ReceiveAsync(InLarge("1", "first in the large one"), default);
        await asked.Task.WaitAsync(TestBridge.Patience);
        await bridge.AliceAccount.Host.ReceiveAsync(Move(), default);
        var portals = bridge.Services.GetRequiredService<PortalRegistry>();
        await TestBridge.WaitUntilAsync(async () => await portals.FindAsync(bridge.Network.Id, _large, default) is { RoomId: not null });
        go.SetResult();

        Assert.Equal(room, (await bridge.WaitForMessageAsync("first in the large one")).RoomId);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "an answer"));
        Assert.Equal(_large, (await bridge.Network.Did.WaitForAsync(did => did is { What: "send", Text: "an answer" })).Chat);
    }

    [Fact]
    public async Task What_was_missed_before_a_move_is_found_in_the_history_of_the_chat_it_became()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await OpenGroupAsync(bridge);
        await bridge.StopBridgeAsync();
        BecomesLarge(bridge);
        bridge.Network.History.AddRange([InLarge(Former("1"), "first of all"), InLarge(Former("2"), "missed before"), InLarge("1", "missed after")]);

        await bridge.RestartAfterStopAsync();
        await bridge.WaitForMessageAsync("missed after");
        await bridge.RestartAsync();
        bridge.Network.History.Add(InLarge("2", "the last"));
        await bridge.AliceAccount.Host.ReceiveAsync(InLarge("2", "the last"), default);
        await bridge.WaitForMessageAsync("the last");

        Assert.Equal(
            ["first of all", "missed before", "missed after", "the last"],
            bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message" && sent.RoomId == room).Select(sent => sent.Body));
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Type == "m.room.redaction");
    }

    [Fact]
    public async Task What_was_said_before_a_move_is_not_said_again_by_the_numbers_of_another_account()
    {
        await using var bridge = await TestBridge.StartAsync();
        await OpenGroupAsync(bridge);
        BecomesLarge(bridge);
        await bridge.AliceAccount.Host.ReceiveAsync(Move(), default);
        await bridge.AliceAccount.Host.ReceiveAsync(InLarge("1", "after the move"), default);
        await bridge.WaitForMessageAsync("after the move");

        await bridge.LogInAsync("mallory");
        await bridge.Network.StartedAsync("mallory");
        var ofMallory = RemoteMessageId.Former(_small with { Receiver = new AccountId("mallory") }, new("9")).Value;
        await bridge.Network.Accounts["mallory"].Host.ReceiveAsync(InLarge(ofMallory, "first of all"), default);
        await bridge.Network.Accounts["mallory"].Host.ReceiveAsync(InLarge("2", "the last"), default);
        await bridge.WaitForMessageAsync("the last");

        Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body == "first of all");
    }

    [Fact]
    public async Task Messages_of_before_keep_apart_from_those_of_the_same_numbers_after()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await OpenGroupAsync(bridge);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "mine of before", "$mine"));
        var mine = Assert.Single(bridge.Network.Arrived[(await DeliveredAsync(bridge, "mine of before")).Delivery].Ids);
        await bridge.WaitUntilIdleAsync();
        var old = (await bridge.WaitForMessageAsync("first of all")).EventId;
        BecomesLarge(bridge);
        await bridge.AliceAccount.Host.ReceiveAsync(Move(), default);
        await bridge.AliceAccount.Host.ReceiveAsync(InLarge("1", "another number one"), default);
        await bridge.WaitForMessageAsync("another number one");

        await bridge.PushAsync(RoomEvents.Edit(room, bridge.Alice, "$mine", "mine, mended"));
        var edited = await bridge.Network.Did.WaitForAsync(did => did.What == "edit");
        await bridge.AliceAccount.Host.ReceiveAsync(
            new RemoteDeletion { Chat = _large, Target = RemoteMessageId.Former(_small, new("1")), Timestamp = TimeProvider.System.GetUtcNow() }, default);

        Assert.Equal(RemoteMessageId.Former(_small, mine).Value, edited.Target);
        await bridge.WaitForEventAsync("the deletion of the old message", sent => sent.Type == "m.room.redaction" && sent.Redacts == old);
    }

    [Fact]
    public async Task What_is_refused_because_the_chat_moves_goes_to_where_it_goes_on_and_before_what_was_written_later()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await OpenGroupAsync(bridge);
        BecomesLarge(bridge);
        bridge.Network.BeforeSend = message => message.Chat == _small ? throw BridgeException.Transient("The group moves.") : Task.CompletedTask;

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "one"));
        await bridge.Network.Did.WaitForAsync(did => did.What == "send" && did.Chat == _small);
        await bridge.AliceAccount.Host.ReceiveAsync(Move(), default);
        await bridge.AliceAccount.Host.ReceiveAsync(InLarge("7", "moved"), default);
        await bridge.WaitForMessageAsync("moved");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "two"));
        await bridge.Network.Did.WaitForAsync(did => did is { What: "send", Text: "two" });

        Assert.Equal(["one", "two"], bridge.Network.Did.All.Where(did => did.What == "send" && did.Chat == _large).Select(did => did.Text));
    }

    [Fact]
    public async Task What_waits_over_a_move_and_a_restart_keeps_its_place()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await WaitOverMoveAsync(bridge);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "two"));

        await bridge.StopBridgeAsync();
        var arrived = new ConcurrentQueue<string>();
        bridge.Network.BeforeSend = message =>
        {
            arrived.Enqueue(Words(message));
            return Task.CompletedTask;
        };
        await bridge.RestartAfterStopAsync();
        await bridge.Network.Did.WaitForAsync(did => did is { What: "send", Text: "two" });

        Assert.Equal(["one", "two"], arrived);
    }

    [Fact]
    public async Task What_waits_over_a_move_and_a_restart_goes_before_what_is_written_after_that()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await WaitOverMoveAsync(bridge);

        await bridge.StopBridgeAsync();
        var arrived = new ConcurrentQueue<string>();
        var (isTwoThere, waiting) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        bridge.Network.BeforeSend = async message =>
        {
            if (Words(message) == "one")
            {
                // Time enough for the other to overtake it.
                waiting.TrySetResult();
                await Task.WhenAny(isTwoThere.Task, Task.Delay(TimeSpan.FromSeconds(1)));
            }

            arrived.Enqueue(Words(message));
            isTwoThere.TrySetResult();
        };
        await bridge.RestartAfterStopAsync();
        await waiting.Task.WaitAsync(TestBridge.Patience);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "two"));
        await bridge.Network.Did.WaitForAsync(did => did is { What: "send", Text: "two" });

        Assert.Equal(["one", "two"], arrived);
    }

    [Fact]
    public async Task Where_both_have_a_room_the_former_one_ends_and_names_the_other()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await OpenGroupAsync(bridge);
        bridge.Network.Chats[_large] = Group(_large);
        await bridge.AliceAccount.Host.ReceiveAsync(InLarge("1", "in a room of its own"), default);
        var other = (await bridge.WaitForMessageAsync("in a room of its own")).RoomId;

        await bridge.AliceAccount.Host.ReceiveAsync(Move(), default);

        var end = await bridge.WaitForEventAsync("the end of the former room", sent => sent.Type == "m.room.tombstone" && sent.RoomId == room);
        Assert.Equal(other, end.Content.GetProperty("replacement_room").GetString());
        Assert.NotEqual(room, other);
    }

    [Fact]
    public async Task What_was_on_its_way_when_its_room_was_given_up_is_told_to_its_author()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await OpenGroupAsync(bridge);
        bridge.Network.Chats[_large] = Group(_large);
        await bridge.AliceAccount.Host.ReceiveAsync(InLarge("1", "in a room of its own"), default);
        await bridge.WaitForMessageAsync("in a room of its own");
        bridge.Network.BeforeSend = _ => throw BridgeException.Transient("The group moves.");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "too late"));
        await bridge.Network.Did.WaitForAsync(did => did.What == "send");

        await bridge.AliceAccount.Host.ReceiveAsync(Move(), default);

        await bridge.WaitForEventAsync(
            "the word to Alice", sent => sent.RoomId == room && sent.Body?.Contains("no longer belongs to a chat", StringComparison.Ordinal) == true);
    }

    private static ChatDetails Group(ChatKey key) => new()
    {
        Key = key, Kind = ChatKind.Group, Name = "A group", Members = [Club.Member("alice"), Club.Member("bob")], MembersAreComplete = true,
    };

    private static async Task<string> OpenGroupAsync(TestBridge bridge)
    {
        bridge.Network.Chats[_small] = Group(_small);
        await bridge.AliceAccount.Host.ReceiveAsync(InLarge("1", "first of all") with { Chat = _small }, default);
        return (await bridge.WaitForMessageAsync("first of all")).RoomId;
    }

    private static void BecomesLarge(TestBridge bridge) =>
        bridge.Network.Chats[_large] = Group(_large) with { Former = new FormerChat(_small, NumbersMessagesAnew: true) };

    private static string Former(string id) => RemoteMessageId.Former(_small, new(id)).Value;

    private static RemoteChatMove Move() => new() { Chat = _small, NewKey = _large, NumbersMessagesAnew = true, Timestamp = TimeProvider.System.GetUtcNow() };

    private static RemoteMessage InLarge(string id, string text) => TestBridge.Message("bob", id, text) with { Chat = _large };

    private static async Task<OutgoingMessage> DeliveredAsync(TestBridge bridge, string text)
    {
        await bridge.Network.Did.WaitForAsync(did => did.What == "send" && did.Text == text);
        await TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Network.Sent.Any(sent => Words(sent) == text && bridge.Network.Arrived.ContainsKey(sent.Delivery))));
        return bridge.Network.Sent.First(sent => Words(sent) == text);
    }

    private static string Words(OutgoingMessage message) => ((TextContent)message.Content).Text.Text;

    /// <summary>Alice's "one" cannot be sent when the group moves, and waits.</summary>
    /// <returns>The room.</returns>
    private static async Task<string> WaitOverMoveAsync(TestBridge bridge)
    {
        var room = await OpenGroupAsync(bridge);
        BecomesLarge(bridge);
        bridge.Network.BeforeSend = _ => throw BridgeException.Transient("Nothing goes just now.");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "one"));
        await bridge.Network.Did.WaitForAsync(did => did.What == "send");
        await bridge.AliceAccount.Host.ReceiveAsync(Move(), default);
        await bridge.AliceAccount.Host.ReceiveAsync(InLarge("7", "moved"), default);
        await bridge.WaitForMessageAsync("moved");
        return room;
    }
}
