using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;

namespace Bridges.Core.Tests.FromNetwork;

public sealed class RemoteMessageTests
{
    [Fact]
    public async Task First_message_makes_a_room_with_the_owner_and_the_sender_in_it()
    {
        await using var bridge = await TestBridge.StartAsync();

        await bridge.ReceiveAsync("bob", "1", "hello");

        var message = await bridge.WaitForMessageAsync("hello");
        Assert.Equal("@_bridges_test_bob:hs.test", message.Sender);
        var room = bridge.Homeserver.Room(message.RoomId);
        Assert.Contains(bridge.Alice, room.Joined);
        Assert.Contains("@bridges:hs.test", room.Joined);
        Assert.Equal("Name of bob", bridge.Homeserver.ProfileField("@_bridges_test_bob:hs.test", "displayname"));
        Assert.Equal("Name of bob", room.State("m.room.name")?.GetProperty("name").GetString());
        Assert.NotNull(room.State("m.bridge", "hs.test/bridges/test"));
    }

    [Fact]
    public async Task A_comment_stands_in_the_thread_of_what_it_is_about_and_everybody_may_react_to_it()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.ReceiveAsync("bob", "1", "a post");

        await bridge.ReceiveAsync("bob", "2", "a comment", message => message with { ReplyTo = new ReplyTarget(new RemoteMessageId("1")) { IsThreadRoot = true } });

        var comment = await bridge.WaitForMessageAsync("a comment");
        var post = (await bridge.WaitForMessageAsync("a post")).EventId;
        var relation = comment.Content.GetProperty("m.relates_to");
        Assert.Equal(("m.thread", post), (relation.GetProperty("rel_type").GetString(), relation.GetProperty("event_id").GetString()));
        Assert.Equal(post, relation.GetProperty("m.in_reply_to").GetProperty("event_id").GetString());
        Assert.True(relation.GetProperty("is_falling_back").GetBoolean());
        // Who may not write is below zero.
        Assert.Equal(-1, bridge.Homeserver.Room(comment.RoomId).State("m.room.power_levels")?.GetProperty("events").GetProperty("m.reaction").GetInt32());
    }

    [Fact]
    public async Task Messages_of_a_chat_keep_their_order_and_time()
    {
        await using var bridge = await TestBridge.StartAsync();

        for (var i = 1; i <= 100; i++)
        {
            await bridge.ReceiveAsync("bob", $"{i}", $"message {i}", message => message with { Timestamp = DateTimeOffset.UnixEpoch.AddYears(54).AddSeconds(i) });
        }

        var last = await bridge.WaitForMessageAsync("message 100");
        var bodies = bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"message {i}"), bodies);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddYears(54).AddSeconds(100).ToUnixTimeMilliseconds(), last.Timestamp);
    }

    [Fact]
    public async Task Messages_that_are_told_together_keep_their_order_and_those_told_before_are_left_out()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.ReceiveAsync("bob", "1", "message 1");
        var together = Enumerable.Range(1, 50).Select(number => new RemoteMessage
        {
            Chat = new ChatKey(new RemoteChatId("bob"), new AccountId("alice")),
            Id = new RemoteMessageId($"{number}"),
            Sender = new RemoteUserId("bob"),
            Timestamp = DateTimeOffset.UnixEpoch.AddYears(54).AddSeconds(number),
            Parts = [new MessagePart("", new TextContent(RichText.Plain($"message {number}")))],
        });

        await bridge.Network.Accounts["alice"].Host.ReceiveAsync([.. together], default);

        await bridge.WaitForMessageAsync("message 50");
        var bodies = bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body);
        Assert.Equal(Enumerable.Range(1, 50).Select(number => $"message {number}"), bodies);
    }

    [Fact]
    public async Task The_same_message_told_twice_is_bridged_once()
    {
        await using var bridge = await TestBridge.StartAsync();

        await bridge.ReceiveAsync("bob", "1", "once");
        await bridge.ReceiveAsync("bob", "1", "once");
        await bridge.ReceiveAsync("bob", "2", "after");

        await bridge.WaitForMessageAsync("after");
        Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body == "once");
    }

    [Fact]
    public async Task Own_message_from_another_device_appears_as_the_owner()
    {
        await using var bridge = await TestBridge.StartAsync();

        await bridge.ReceiveAsync("bob", "1", "from my phone", message => message with { Sender = new("alice"), FromSelf = true });

        Assert.Equal(bridge.Alice, (await bridge.WaitForMessageAsync("from my phone")).Sender);
    }

    [Fact]
    public async Task Reply_names_the_event_that_it_answers()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.ReceiveAsync("bob", "1", "question");
        await bridge.ReceiveAsync("bob", "2", "answer", message => message with { ReplyTo = new ReplyTarget(new("1")) });

        var answer = await bridge.WaitForMessageAsync("answer");

        var question = await bridge.WaitForMessageAsync("question");
        Assert.Equal(question.EventId, answer.Content.GetProperty("m.relates_to").GetProperty("m.in_reply_to").GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task Edit_replaces_and_its_repetition_does_nothing()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var edit = new RemoteEdit
        {
            Chat = new(new("bob"), new AccountId("alice")),
            Target = new("1"),
            Sender = new("bob"),
            Timestamp = DateTimeOffset.UnixEpoch.AddYears(55),
            Parts = [new("", new TextContent(RichText.Plain("better")))],
            Version = 7,
        };

        await bridge.AliceAccount.Host.ReceiveAsync(edit, default);
        await bridge.AliceAccount.Host.ReceiveAsync(edit, default);
        await bridge.ReceiveAsync("bob", "2", "after");

        await bridge.WaitForMessageAsync("after");
        var replaced = Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body == "* better");
        Assert.Equal(room, replaced.RoomId);
        Assert.Equal("m.replace", replaced.Content.GetProperty("m.relates_to").GetProperty("rel_type").GetString());
    }

    [Fact]
    public async Task Edit_of_unknown_message_is_dropped()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");

        await bridge.AliceAccount.Host.ReceiveAsync(
            new RemoteEdit { Chat = new(new("bob"), new AccountId("alice")), Target = new("99"), Sender = new("bob"), Timestamp = default, Parts = [new("", new TextContent(RichText.Plain("ghost")))], Version = 1 }, default);
        await bridge.ReceiveAsync("bob", "2", "after");

        await bridge.WaitForMessageAsync("after");
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body == "* ghost");
    }

    [Fact]
    public async Task Deletion_redacts()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        var message = await bridge.WaitForMessageAsync("first in bob");

        await bridge.AliceAccount.Host.ReceiveAsync(
            new RemoteDeletion { Chat = new(new("bob"), new AccountId("alice")), Target = new("1"), Timestamp = default }, default);

        await bridge.WaitForEventAsync("a redaction", sent => sent.Type == "m.room.redaction" && sent.Redacts == message.EventId);
    }

    [Fact]
    public async Task What_was_missed_while_away_is_found_in_history_and_stands_before_what_is_new()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        await bridge.StopBridgeAsync();
        bridge.Network.History.Add(TestBridge.Message("bob", "1", "first in bob"));
        bridge.Network.History.Add(TestBridge.Message("bob", "2", "missed"));

        await bridge.RestartAfterStopAsync();
        await bridge.ReceiveAsync("bob", "3", "new");

        await bridge.WaitForMessageAsync("new");
        Assert.Equal(
            ["first in bob", "missed", "new"], bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body));
    }

    [Fact]
    public async Task First_message_of_a_new_chat_missed_while_away_is_found()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.StopBridgeAsync();
        bridge.Network.History.Add(TestBridge.Message("carol", "1", "long ago") with { Timestamp = DateTimeOffset.UnixEpoch });
        bridge.Network.History.Add(TestBridge.Message("carol", "2", "do you know me?"));
        bridge.Network.History.Add(TestBridge.Message("dave", "3", "long ago, too") with { Timestamp = DateTimeOffset.UnixEpoch });

        await bridge.RestartAfterStopAsync();
        await bridge.ReceiveAsync("bob", "4", "after");

        await bridge.WaitForMessageAsync("do you know me?");
        await bridge.WaitForMessageAsync("after");
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body?.StartsWith("long ago", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Look_for_what_was_missed_goes_on_after_a_failure_and_holds_back_what_is_new()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        await bridge.StopBridgeAsync();
        bridge.Network.History.Add(TestBridge.Message("bob", "1", "first in bob"));
        bridge.Network.History.Add(TestBridge.Message("bob", "2", "missed"));
        var failures = 2;
        bridge.Network.BeforeReading = _ => Interlocked.Decrement(ref failures) >= 0 ? throw BridgeException.Transient("Not now.") : Task.CompletedTask;

        await bridge.RestartAfterStopAsync();
        await bridge.ReceiveAsync("bob", "3", "new");

        await bridge.WaitForMessageAsync("new");
        Assert.Equal(
            ["first in bob", "missed", "new"], bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body));
    }

    [Fact]
    public async Task First_message_of_a_chat_that_was_deleted_while_away_is_redacted()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        var first = await bridge.WaitForMessageAsync("first in bob");
        await bridge.StopBridgeAsync();
        bridge.Network.History.Add(TestBridge.Message("bob", "2", "missed"));

        await bridge.RestartAfterStopAsync();

        await bridge.WaitForEventAsync("a redaction", sent => sent.Type == "m.room.redaction" && sent.Redacts == first.EventId);
    }
}
