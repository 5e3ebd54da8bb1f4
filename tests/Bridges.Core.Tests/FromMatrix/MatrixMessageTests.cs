using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

public sealed class MatrixMessageTests
{
    [Fact]
    public async Task Message_in_a_portal_reaches_the_network_and_its_author_sees_that()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var sent = StubEvents.Text(room, bridge.Alice, "hi bob");

        await bridge.PushAsync(sent);

        var deed = await bridge.Network.Did.WaitForAsync(did => did.Text == "hi bob");
        Assert.Equal("bob", deed.Chat!.Value.Chat.Value);
        await bridge.Homeserver.Requests.WaitForAsync(
            "the bot's receipt", request => request.Path.Contains("/receipt/m.read/") && Uri.UnescapeDataString(request.Path).Contains((string)sent["event_id"]!), TestBridge.Patience);
    }

    [Fact]
    public async Task Forwarded_copy_of_a_bridged_message_is_sent_and_its_echo_is_not()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await bridge.ReceiveAsync("bob", "2", "said on the phone", message => message with { FromSelf = true, Sender = new("alice") });
        var own = await bridge.WaitForMessageAsync("said on the phone");
        Assert.Equal(bridge.Alice, own.Sender);
        var echo = StubEvents.Text(room, bridge.Alice, "said on the phone", own.EventId);
        var copy = StubEvents.Text(room, bridge.Alice, "said on the phone");
        foreach (var seen in new[] { echo, copy })
        {
            seen["content"]!["bridges.source"] = new JsonObject { ["network"] = "test", ["chat"] = "bob", ["id"] = "2/" };
        }

        await bridge.PushAsync(echo, copy, StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.Equal(["said on the phone", "after"], bridge.Network.Did.All.Where(did => did.What == "send").Select(did => did.Text));
    }

    [Fact]
    public async Task Transaction_id_used_again_for_other_events_loses_none_and_doubles_none()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var one = StubEvents.Text(room, bridge.Alice, "one");

        await bridge.PushAsync("same", one);
        await bridge.PushAsync("same", one);
        await bridge.PushAsync("same", one, StubEvents.Text(room, bridge.Alice, "two"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "two");
        Assert.Equal(["one", "two"], bridge.Network.Did.All.Select(did => did.Text));
    }

    [Fact]
    public async Task Echo_of_a_message_sent_from_matrix_is_not_bridged_back()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "hi bob"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "hi bob");

        await bridge.ReceiveAsync("bob", "1001", "hi bob", message => message with { Sender = new("alice"), FromSelf = true });
        await bridge.ReceiveAsync("bob", "1002", "after");

        await bridge.WaitForMessageAsync("after");
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body == "hi bob");
    }

    [Fact]
    public async Task Edit_reply_and_redaction_reach_the_network()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var original = StubEvents.Text(room, bridge.Alice, "helo");
        var originalId = (string)original["event_id"]!;
        var first = await bridge.WaitForMessageAsync("first in bob");

        await bridge.PushAsync(
            original,
            StubEvents.Create(room, bridge.Alice, "m.room.message", new JsonObject
            {
                ["msgtype"] = "m.text",
                ["body"] = "* hello",
                ["m.new_content"] = new JsonObject { ["msgtype"] = "m.text", ["body"] = "hello" },
                ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.replace", ["event_id"] = originalId },
            }),
            StubEvents.Create(room, bridge.Alice, "m.room.message", new JsonObject
            {
                ["msgtype"] = "m.text",
                ["body"] = "re",
                ["m.relates_to"] = new JsonObject { ["m.in_reply_to"] = new JsonObject { ["event_id"] = first.EventId } },
            }),
            StubEvents.Create(room, bridge.Alice, "m.room.message", new JsonObject
            {
                ["msgtype"] = "m.text",
                ["body"] = "in its thread",
                ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.thread", ["event_id"] = first.EventId },
            }),
            StubEvents.Create(room, bridge.Alice, "m.room.redaction", new JsonObject { ["redacts"] = originalId }));

        await bridge.Network.Did.WaitForAsync(did => did.What == "delete");
        Assert.Equal(
            [new Deed("send", Chat, "helo", null), new Deed("edit", Chat, "hello", "1001"), new Deed("send", Chat, "re", "1"), new Deed("send", Chat, "in its thread", "1"), new Deed("delete", Chat, null, "1001")],
            bridge.Network.Did.All);
    }

    [Fact]
    public async Task Permanent_failure_is_told_in_words_and_later_messages_pass()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = message => ((TextContent)message.Content).Text.Text == "bad"
            ? throw BridgeException.Permanent("Bob has blocked you.")
            : Task.CompletedTask;

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "bad"), StubEvents.Text(room, bridge.Alice, "good"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "good");
        var notice = await bridge.WaitForEventAsync("the notice", sent => sent.Body?.Contains("Bob has blocked you.") == true);
        Assert.Equal("@bridges:hs.test", notice.Sender);
        await bridge.WaitForEventAsync("the status", sent => sent.Type == "com.beeper.message_send_status" && sent.Content.GetProperty("status").GetString() == "FAIL_PERMANENT");
    }

    [Fact]
    public async Task Passing_failure_is_tried_again_and_holds_its_chat_back_but_no_other()
    {
        await using var bridge = await TestBridge.StartAsync();
        var bob = await bridge.OpenChatAsync("bob");
        var carol = await bridge.OpenChatAsync("carol");
        var failures = 2;
        bridge.Network.BeforeSend = message => message.Chat.Chat.Value == "bob" && Interlocked.Decrement(ref failures) >= 0
            ? throw BridgeException.Transient("Not now.")
            : Task.CompletedTask;

        await bridge.PushAsync(StubEvents.Text(bob, bridge.Alice, "one"), StubEvents.Text(bob, bridge.Alice, "two"), StubEvents.Text(carol, bridge.Alice, "three"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "two");
        var texts = bridge.Network.Did.All.Select(did => did.Text).ToList();
        Assert.Equal(["one", "one", "one", "two"], texts.Where(text => text != "three"));
        Assert.True(texts.IndexOf("three") < texts.LastIndexOf("one"));
    }

    [Fact]
    public async Task Send_of_uncertain_outcome_is_looked_up_before_it_is_repeated()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var failures = 1;
        bridge.Network.AfterSend = message => Interlocked.Decrement(ref failures) >= 0
            ? throw BridgeException.Transient("The engine stopped before it answered.", Certainty.Uncertain)
            : Task.CompletedTask;

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "once"), StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.Equal(["once", "after"], bridge.Network.Did.All.Where(did => did.What == "send").Select(did => did.Text));
    }

    [Fact]
    public async Task Look_up_that_fails_is_repeated_and_not_the_send()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var (sends, lookups) = (1, 2);
        bridge.Network.AfterSend = _ => Interlocked.Decrement(ref sends) >= 0
            ? throw BridgeException.Transient("The engine stopped before it answered.", Certainty.Uncertain)
            : Task.CompletedTask;
        bridge.Network.BeforeLookup = _ => Interlocked.Decrement(ref lookups) >= 0
            ? throw BridgeException.Transient("There is no connection just now.")
            : Task.CompletedTask;

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "once"), StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.Equal(["once", "after"], bridge.Network.Did.All.Where(did => did.What == "send").Select(did => did.Text));
    }

    [Fact]
    public async Task Message_taken_back_before_the_bridge_saw_it_is_nobodys_business()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var redacted = StubEvents.Create(room, bridge.Alice, "m.room.message", new JsonObject());
        redacted["unsigned"] = new JsonObject { ["redacted_because"] = new JsonObject() };

        await bridge.PushAsync(redacted, StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("was not sent") == true);
    }

    [Fact]
    public async Task Stranger_in_a_portal_cannot_send_through_its_account()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.PushAsync(StubEvents.Text(room, bridge.Homeserver.UserId("mallory"), "from mallory"));

        await bridge.WaitForEventAsync("the refusal", sent => sent.Body?.Contains("not logged in") == true);
        Assert.DoesNotContain(bridge.Network.Did.All, did => did.Text == "from mallory");
    }

    [Fact]
    public async Task Picture_is_refused_with_a_reason()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.PushAsync(StubEvents.Create(room, bridge.Alice, "m.room.message", new { msgtype = "m.image", body = "x.png", url = "mxc://hs.test/x" }));

        await bridge.WaitForEventAsync("the refusal", sent => sent.Body?.Contains("Pictures cannot be sent to Testnet") == true);
    }

    [Fact]
    public async Task Of_an_unknown_kind_the_body_is_sent()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.PushAsync(StubEvents.Create(room, bridge.Alice, "m.room.message", new { msgtype = "nic.custom.confetti", body = "happy birthday" }));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "happy birthday");
    }

    [Theory]
    [InlineData("m.image", "The message has no file that can be read.")]
    [InlineData("m.key.verification.request", "Messages of this kind cannot be sent to Testnet.")]
    public async Task What_says_nothing_to_people_is_refused_with_a_reason(string type, string reason)
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.PushAsync(StubEvents.Create(room, bridge.Alice, "m.room.message", new { msgtype = type, body = "x.png" }));

        await bridge.WaitForEventAsync("the refusal", sent => sent.Body?.Contains(reason) == true);
        Assert.DoesNotContain(bridge.Network.Did.All, did => did.Text == "x.png");
    }

    private static ChatKey Chat => new(new("bob"), new AccountId("alice"));
}
