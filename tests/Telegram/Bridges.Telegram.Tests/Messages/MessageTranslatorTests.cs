using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Incoming;
using Bridges.Telegram.Messages;
using Bridges.Telegram.State;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Messages;

public sealed class MessageTranslatorTests
{
    private readonly MessageTranslator _translator = new(new AccountId($"{FakeNetwork.Self}"), new EditVersions());
    private readonly TdState _state = TdObjects.State((FakeNetwork.Friend, "Frida", "frida"), (7, "Gustav", null));

    [Fact]
    public void A_message_that_the_server_does_not_know_yet_is_left_out()
    {
        var pending = TdObjects.Message(5, "hi");
        pending["sending_state"] = new JsonObject { ["@type"] = "messageSendingStatePending" };
        var local = TdObjects.Message(5, "hi");
        local["id"] = (5L << 20) + 1;

        Assert.Null(Translate(pending));
        Assert.Null(Translate(local));
        Assert.Equal("5", Translate(TdObjects.Message(5, "hi"))?.Id.Value);
    }

    [Theory]
    [InlineData("""{"@type":"messageOriginUser","sender_user_id":7}""", "Gustav")]
    [InlineData("""{"@type":"messageOriginHiddenUser","sender_name":"A shy one"}""", "A shy one")]
    [InlineData("""{"@type":"messageOriginChannel","chat_id":-1000000000009,"author_signature":"Editor"}""", null)]
    [InlineData("""{"@type":"messageOriginOfTomorrow"}""", null)]
    public void A_forward_names_its_origin(string origin, string? expected)
    {
        var message = TdObjects.Message(5, "hi");
        message["forward_info"] = new JsonObject { ["@type"] = "messageForwardInfo", ["origin"] = JsonNode.Parse(origin) };

        var forward = Translate(message)?.Forward;
        Assert.NotNull(forward);
        Assert.Equal(expected, forward.Name);
    }

    [Fact]
    public void A_reply_into_another_chat_says_what_it_answers()
    {
        var message = TdObjects.Message(5, "hi");
        message["reply_to"] = JsonNode.Parse("""
            {"@type":"messageReplyToMessage","chat_id":-1000000000009,"message_id":3145728,
             "origin":{"@type":"messageOriginUser","sender_user_id":7},"content":{"@type":"messageText","text":{"text":"what was said"}}}
            """);
        var elsewhere = Translate(message)?.ReplyTo;
        Assert.Equal(("what was said", "7", "https://t.me/c/9/3"), (elsewhere?.Excerpt, elsewhere?.Author?.Value, elsewhere?.Link));
        Assert.Equal("-1000000000009", elsewhere?.OtherChat?.Chat.Value);

        message["reply_to"]!["chat_id"] = FakeNetwork.Friend;
        Assert.Equal(new ReplyTarget(new RemoteMessageId("3")), Translate(message)?.ReplyTo);
    }

    [Fact]
    public void A_channel_post_has_the_channel_for_its_sender()
    {
        var message = TdObjects.Message(5, "news", chat: -1000000000009);
        message["sender_id"] = new JsonObject { ["@type"] = "messageSenderChat", ["chat_id"] = -1000000000009 };

        var translated = Translate(message);

        Assert.Equal("c-1000000000009", translated?.Sender.Value);
        Assert.Null(translated?.Chat.Receiver);
    }

    [Theory]
    [InlineData("""{"@type":"messageChatAddMembers","member_user_ids":[200]}""", "200 Joined by 200")]
    [InlineData("""{"@type":"messageChatAddMembers","member_user_ids":[7,8]}""", "7 Joined by 200, 8 Joined by 200")]
    [InlineData("""{"@type":"messageChatJoinByLink"}""", "200 Joined by 200")]
    [InlineData("""{"@type":"messageChatDeleteMember","user_id":200}""", "200 Left by 200")]
    [InlineData("""{"@type":"messageChatDeleteMember","user_id":7}""", "7 Removed by 200")]
    [InlineData("""{"@type":"messageChatChangeTitle","title":"x"}""", "")]
    public void What_a_service_message_tells_of_the_chat_is_told_as_that(string content, string expected)
    {
        var events = ServiceEvents.Read(TdObjects.Parse(With(content).ToJsonString()), new AccountId($"{FakeNetwork.Self}"));

        Assert.Equal(expected, string.Join(", ", events!.OfType<RemoteMembership>().Select(change => $"{change.User} {change.Change} by {change.Sender}")));
        Assert.Single(events!.OfType<RemoteChatChange>());
    }

    [Theory]
    [InlineData("""{"@type":"messageChatChangeTitle","title":"x"}""", ChatLook.Name)]
    [InlineData("""{"@type":"messageChatDeletePhoto"}""", ChatLook.Picture)]
    [InlineData("""{"@type":"messageChatJoinByLink"}""", ChatLook.None)]
    public void Who_changed_how_a_chat_looks_is_told(string content, ChatLook look)
    {
        var events = ServiceEvents.Read(TdObjects.Parse(With(content).ToJsonString()), new AccountId($"{FakeNetwork.Self}"));

        var change = Assert.Single(events!.OfType<RemoteChatChange>());
        Assert.Equal(("200", look), (change.Sender?.Value, change.Look));
    }

    [Fact]
    public void A_group_that_becomes_a_supergroup_goes_on_under_another_key()
    {
        var events = ServiceEvents.Read(
            TdObjects.Parse(With("""{"@type":"messageChatUpgradeTo","supergroup_id":9}""").ToJsonString()), new AccountId($"{FakeNetwork.Self}"));

        Assert.Equal(new ChatKey(new RemoteChatId("-1000000000009")), Assert.IsType<RemoteChatMove>(Assert.Single(events!)).NewKey);
    }

    [Theory]
    [InlineData("""{"@type":"messageDocument","document":{"file_name":"a.pdf"}}""", "a file: a.pdf")]
    [InlineData("""{"@type":"messageOfTomorrow"}""", "a message of a kind that only Telegram's own apps show")]
    public void Other_kinds_are_described(string content, string expected)
    {
        Assert.Equal(new UnsupportedContent(expected), Translate(With(content))?.Parts[0].Content);
    }

    [Fact]
    public void A_checklist_shows_what_is_done()
    {
        var checklist = Translate(With("""
            {"@type":"messageChecklist","list":{"title":{"text":"Trip"},"tasks":[{"text":{"text":"tent"},"completion_date":5},{"text":{"text":"tea"}}]}}
            """))?.Parts[0].Content;

        Assert.Equal(new UnsupportedContent("a checklist: Trip") { Details = ["☑ tent", "☐ tea"] }, checklist);
    }

    [Fact]
    public void An_animated_emoji_is_a_text()
    {
        var translated = Translate(With("""{"@type":"messageAnimatedEmoji","emoji":"🎉"}"""));

        Assert.Equal(new TextContent(RichText.Plain("🎉")), translated?.Parts[0].Content);
    }

    [Fact]
    public void Messages_without_sense_are_left_out()
    {
        Assert.Null(_translator.Translate(TdObjects.Parse("{}"), _state));
        Assert.Null(_translator.Translate(TdObjects.Parse("""{"id":"x","chat_id":[],"content":7}"""), _state));
    }

    private static JsonObject With(string content)
    {
        var message = TdObjects.Message(5, "");
        message["content"] = JsonNode.Parse(content);
        return message;
    }

    private RemoteMessage? Translate(JsonObject message) => _translator.Translate(TdObjects.Parse(message.ToJsonString()), _state);
}
