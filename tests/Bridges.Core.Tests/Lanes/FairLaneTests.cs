using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Lanes;

/// <summary>In a group that several users here are in, one member's trouble is theirs alone.</summary>
public sealed class FairLaneTests
{
    private static readonly ChatKey _group = new(new("group"));

    [Fact]
    public async Task What_one_member_cannot_send_holds_up_nobody_else()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await OpenGroupAsync(bridge);
        var mallory = bridge.Homeserver.UserId("mallory");
        bridge.Network.BeforeSend = Holding("held");

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "held"), StubEvents.Text(room, mallory, "of Mallory"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "of Mallory");
        await ReceiveAsync(bridge, "2", "from Carol");

        await bridge.WaitForMessageAsync("from Carol");
        await TestBridge.WaitUntilAsync(async () => (await bridge.Services.GetRequiredService<Journal>().DepthAsync(default)).Pending == 1);
    }

    [Fact]
    public async Task Answer_waits_for_the_message_that_it_answers()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await OpenGroupAsync(bridge);
        var mallory = bridge.Homeserver.UserId("mallory");
        var mayGo = new TaskCompletionSource();
        bridge.Network.BeforeSend = message => Said(message) == "question" ? mayGo.Task : Task.CompletedTask;
        var question = StubEvents.Text(room, bridge.Alice, "question");
        await bridge.PushAsync(question);
        await bridge.Network.Did.WaitForAsync(did => did.Text == "question");

        await bridge.PushAsync(Answer(room, mallory, (string)question["event_id"]!, "answer"));
        await ReceiveAsync(bridge, "2", "meanwhile");
        await bridge.WaitForMessageAsync("meanwhile");
        Assert.DoesNotContain(bridge.Network.Did.All, did => did.Text == "answer");
        mayGo.SetResult();

        var answered = await bridge.Network.Did.WaitForAsync(did => did.Text == "answer");
        Assert.Equal(bridge.Network.Arrived[new((string)question["event_id"]!)].Ids[0].Value, answered.Target);
    }

    [Fact]
    public async Task Answer_to_what_does_not_get_there_in_time_is_sent_without_it()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await OpenGroupAsync(bridge);
        bridge.Network.BeforeSend = Holding("question");
        var question = StubEvents.Text(room, bridge.Alice, "question");
        await bridge.PushAsync(question);

        await bridge.PushAsync(Answer(room, bridge.Homeserver.UserId("mallory"), (string)question["event_id"]!, "answer"));

        Assert.Null((await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.Text == "answer"))).Target);
    }

    [Fact]
    public async Task What_the_network_tells_of_before_it_is_sent_is_not_taken_for_new()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await OpenGroupAsync(bridge);
        var isTold = new TaskCompletionSource();
        bridge.Network.AfterSend = async message =>
        {
            // The network's event overtakes the answer to the send, and another member's account tells of it.
            await ToldByAsync(bridge, "mallory", bridge.Network.Arrived[message.Delivery].Ids[0], "echoed");
            await isTold.Task;
        };

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "echoed"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "echoed");
        isTold.SetResult();
        await bridge.WaitUntilIdleAsync();

        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body == "echoed");
    }

    [Fact]
    public async Task Send_that_hangs_holds_up_the_messages_of_its_own_writer_only()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await OpenGroupAsync(bridge);
        var mayGo = new TaskCompletionSource();
        bridge.Network.BeforeSend = message => Said(message) == "hangs" ? mayGo.Task : Task.CompletedTask;
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "hangs"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "hangs");

        await ToldByAsync(bridge, "alice", new("2"), "from Alice's phone");
        await ReceiveAsync(bridge, "3", "from Carol");

        await bridge.Clock.PassSlowlyUntilAsync(bridge.WaitForMessageAsync("from Carol"));
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body == "from Alice's phone");
        mayGo.SetResult();
        await bridge.Clock.PassUntilAsync(bridge.WaitForMessageAsync("from Alice's phone"));
    }

    [Fact]
    public async Task Rows_of_a_former_version_go_before_what_is_new()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await OpenGroupAsync(bridge);
        bridge.Network.BeforeSend = Holding("former");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "former"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "former");
        await bridge.StopBridgeAsync();
        await bridge.InDatabaseAsync("UPDATE journal SET lane = (SELECT number FROM names WHERE name = 'test//group') WHERE state < 2");
        bridge.Network.BeforeSend = _ => Task.CompletedTask;

        await bridge.RestartAfterStopAsync();
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "new"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "new");
        Assert.Equal(["former", "former", "new"], bridge.Network.Did.All.Where(did => did.What == "send").Select(did => did.Text));
    }

    private static async Task<string> OpenGroupAsync(TestBridge bridge)
    {
        bridge.Network.Chats[_group] = new ChatDetails { Key = _group, Kind = ChatKind.Group, Name = "Group" };
        await bridge.LogInAsync("mallory");
        await bridge.Network.StartedAsync("mallory");
        await ReceiveAsync(bridge, "1", "first");
        var room = (await bridge.WaitForMessageAsync("first")).RoomId;
        await bridge.Network.Accounts["mallory"].Host.ReceiveAsync(Message("carol", "1", "first"), default);
        await bridge.WaitUntilIdleAsync();
        return room;
    }

    private static Func<OutgoingMessage, Task> Holding(string text) => message =>
        Said(message) == text ? throw BridgeException.Transient("Wait.", retryAfter: TimeSpan.FromHours(1)) : Task.CompletedTask;

    private static string Said(OutgoingMessage message) => ((TextContent)message.Content).Text.Text;

    private static System.Text.Json.Nodes.JsonObject Answer(string room, string sender, string target, string text) => StubEvents.Create(
        room, sender, "m.room.message",
        new Dictionary<string, object> { ["msgtype"] = "m.text", ["body"] = text, ["m.relates_to"] = new Dictionary<string, object> { ["m.in_reply_to"] = new { event_id = target } } });

    private static ValueTask ReceiveAsync(TestBridge bridge, string id, string text) =>
        bridge.AliceAccount.Host.ReceiveAsync(Message("carol", id, text), default);

    private static ValueTask ToldByAsync(TestBridge bridge, string account, RemoteMessageId id, string text) =>
        bridge.Network.Accounts[account].Host.ReceiveAsync(Message("alice", id.Value, text) with { FromSelf = account == "alice" }, default);

    private static RemoteMessage Message(string sender, string id, string text) =>
        TestBridge.Message("group", id, text) with { Chat = _group, Sender = new(sender) };
}
