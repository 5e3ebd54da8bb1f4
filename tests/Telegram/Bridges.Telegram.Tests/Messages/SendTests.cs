using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Options;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Messages;

public sealed class SendTests
{
    [Fact]
    public async Task Sending_completes_with_the_final_id_even_when_it_is_told_before_the_answer()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        bed.Td.Answer("sendMessage", _ =>
        {
            var said = bed.Td.SayAsync(Succeeded(temporary: 77, final: 9));
            Assert.True(said.IsCompletedSuccessfully);
            return Pending(77);
        });

        var sent = await account.SendAsync(Texts.Message(FakeNetwork.FriendChat, "hi"), FakeNetwork.Cancellation);

        Assert.Equal([new RemoteMessageId("9")], sent.Ids);
    }

    [Theory]
    [InlineData(403, "USER_IS_BLOCKED", FailureKind.Permanent)]
    [InlineData(400, "CHAT_WRITE_FORBIDDEN", FailureKind.Permanent)]
    [InlineData(400, "PEER_FLOOD", FailureKind.Permanent)]
    [InlineData(400, "Chat not found", FailureKind.Permanent)]
    [InlineData(401, "Unauthorized", FailureKind.Transient)]
    [InlineData(500, "Request aborted", FailureKind.Transient)]
    public async Task Refusals_become_failures_in_words(int code, string message, FailureKind kind)
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        bed.Td.Refuse("sendMessage", code, message);

        var failure = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Texts.Message(FakeNetwork.FriendChat, "hi"), FakeNetwork.Cancellation));

        Assert.Equal((kind, Certainty.NotDone), (failure.Kind, failure.Certainty));
        Assert.DoesNotContain("_", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_account_is_deleted_is_said_of_a_chat_that_takes_nothing()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        await bed.Td.SayAsync(TdObjects.UpdateUser(FakeNetwork.Friend, "", [], type: "userTypeDeleted"));
        bed.Td.Refuse("sendMessage", 400, "Have no write access to the chat");

        var failure = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Texts.Message(FakeNetwork.FriendChat, "hi"), FakeNetwork.Cancellation));

        Assert.Equal((FailureKind.Permanent, "This Telegram account has been deleted."), (failure.Kind, failure.Message));
    }

    [Theory]
    [InlineData("""{"@type":"basicGroup","id":5,"is_active":true,"status":{"@type":"chatMemberStatusBanned"}}""", "You have been removed")]
    [InlineData("""{"@type":"basicGroup","id":5,"is_active":true,"status":{"@type":"chatMemberStatusLeft"}}""", "You are no longer in")]
    [InlineData("""{"@type":"basicGroup","id":5,"is_active":false,"status":{"@type":"chatMemberStatusMember"}}""", "closed")]
    [InlineData("""{"@type":"basicGroup","id":5,"is_active":true,"status":{"@type":"chatMemberStatusMember"}}""", "Ask one of its administrators")]
    public async Task What_is_so_is_said_of_a_group_that_takes_nothing(string group, string words)
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        await bed.Td.SayAsync($$"""{"@type":"updateBasicGroup","basic_group":{{group}}}""");
        await bed.Td.SayAsync($$"""{"@type":"updateNewChat","chat":{{TdObjects.Chat(-5).ToJsonString()}}}""");
        bed.Td.Refuse("sendMessage", 400, "Have no write access to the chat");
        var chat = new ChatKey(new RemoteChatId("-5"), new AccountId($"{FakeNetwork.Self}"));

        var failure = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Texts.Message(chat, "hi"), FakeNetwork.Cancellation));

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_wait_is_waited_for()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        bed.Td.Refuse("sendMessage", 429, "Too Many Requests: retry after 30");

        var failure = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Texts.Message(FakeNetwork.FriendChat, "hi"), FakeNetwork.Cancellation));

        Assert.Equal((FailureKind.Transient, TimeSpan.FromSeconds(30)), (failure.Kind, failure.RetryAfter));
    }

    [Fact]
    public async Task A_text_that_is_refused_for_its_links_arrives_without_them()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        bed.Td.Answer("sendMessage", request => EntitiesOf(request).GetArrayLength() > 1
            ? throw new EngineRequestException(400, "Entity URL 'https://a.b' is invalid")
            : TdObjects.Message(9, "bold link", sender: FakeNetwork.Self));
        var text = new RichText("bold link", [new TextSpan(0, 4, new TextStyle.Bold()), new TextSpan(5, 4, new TextStyle.Link("https://a.b"))]);

        var sent = await account.SendAsync(
            new OutgoingMessage(new DeliveryId("d"), FakeNetwork.FriendChat, new TextContent(text)), FakeNetwork.Cancellation);

        Assert.Equal([new RemoteMessageId("9")], sent.Ids);
    }

    [Fact]
    public async Task When_the_engine_dies_the_fate_of_the_message_is_uncertain()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        bed.Td.Answer("sendMessage", _ => Pending(77));

        var sending = account.SendAsync(Texts.Message(FakeNetwork.FriendChat, "hi"), FakeNetwork.Cancellation);
        await bed.Td.Requests.FirstAsync(request => FakeNetwork.Is(request, "sendMessage"));
        bed.Td.Become(EngineCondition.Backoff, "it crashed");
        var failure = await Assert.ThrowsAsync<BridgeException>(() => sending);

        Assert.Equal((FailureKind.Transient, Certainty.Uncertain), (failure.Kind, failure.Certainty));
    }

    [Fact]
    public async Task When_TDLib_drops_the_message_without_a_word_its_fate_is_uncertain()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        bed.Td.Answer("sendMessage", _ =>
        {
            Assert.True(bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", Pending(77)))).IsCompletedSuccessfully);
            Assert.True(bed.Td.SayAsync(Deleted(77)).IsCompletedSuccessfully);
            return Pending(77);
        });

        var failure = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Texts.Message(FakeNetwork.FriendChat, "hi"), FakeNetwork.Cancellation));

        Assert.Equal((FailureKind.Transient, Certainty.Uncertain), (failure.Kind, failure.Certainty));
    }

    [Fact]
    public async Task A_number_of_a_message_that_failed_before_is_another_messages_by_now()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        bed.Td.Answer("sendMessage", _ =>
        {
            // What failed before is taken out of TDLib's store, which is told late.
            Assert.True(bed.Td.SayAsync(Deleted(77)).IsCompletedSuccessfully);
            Assert.True(bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", Pending(77)))).IsCompletedSuccessfully);
            Assert.True(bed.Td.SayAsync(Succeeded(77, 5)).IsCompletedSuccessfully);
            return Pending(77);
        });

        var sent = await account.SendAsync(Texts.Message(FakeNetwork.FriendChat, "hi"), FakeNetwork.Cancellation);

        Assert.Equal("5", Assert.Single(sent.Ids).Value);
    }

    [Fact]
    public async Task An_answer_whose_target_is_refused_stays_in_its_topic()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        var answered = TdObjects.Message(5, "question");
        answered["topic_id"] = new JsonObject { ["@type"] = "messageTopicForum", ["forum_topic_id"] = 3 };
        bed.Td.Answer("getMessage", _ => answered.DeepClone());
        bed.Td.Answer("sendMessage", request => request.GetProperty("reply_to").ValueKind == JsonValueKind.Object
            ? throw new EngineRequestException(400, "REPLY_MESSAGE_ID_INVALID")
            : TdObjects.Message(9, "answer", sender: FakeNetwork.Self));

        await account.SendAsync(
            Texts.Message(FakeNetwork.FriendChat, "answer") with { ReplyTo = new ReplyTarget(new RemoteMessageId("5")) }, FakeNetwork.Cancellation);

        var sent = bed.Td.Requests.All.Last(request => FakeNetwork.Is(request, "sendMessage"));
        Assert.Equal(3, sent.GetProperty("topic_id").GetProperty("forum_topic_id").GetInt32());
    }

    [Fact]
    public async Task A_message_is_fetched_before_it_is_edited()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        var isKnown = false;
        bed.Td.Answer("getMessage", _ =>
        {
            isKnown = true;
            return TdObjects.Message(9, "as sent", sender: FakeNetwork.Self);
        });
        bed.Td.Answer("editMessageText", _ => isKnown
            ? TdObjects.Message(9, "edited", sender: FakeNetwork.Self)
            : throw new EngineRequestException(400, "Message not found"));

        await ((IEditsMessages)account).EditAsync(
            Texts.Edit(FakeNetwork.FriendChat, [new RemoteMessageId("9")], "edited"), FakeNetwork.Cancellation);
    }

    [Fact]
    public async Task An_edit_of_a_message_that_is_gone_says_so()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        bed.Td.Refuse("getMessage", 404, "Not Found");

        var failure = await Assert.ThrowsAsync<BridgeException>(() => ((IEditsMessages)account).EditAsync(
            Texts.Edit(FakeNetwork.FriendChat, [new RemoteMessageId("9")], "edited"), FakeNetwork.Cancellation));

        Assert.Contains("no longer on Telegram", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_later_part_fails_the_earlier_ones_are_not_sent_again()
    {
        await using var bed = new FakeNetwork(new TelegramOptions { ApiId = 1, ApiHash = "h", MessageLengthMax = 64 });
        await using var account = await bed.ConnectAsync();
        var parts = 0;
        bed.Td.Answer("sendMessage", _ => parts++ == 0
            ? TdObjects.Message(9, "first", sender: FakeNetwork.Self)
            : throw new EngineRequestException(429, "Too Many Requests: retry after 5"));

        var failure = await Assert.ThrowsAsync<BridgeException>(
            () => account.SendAsync(Texts.Message(FakeNetwork.FriendChat, new string('a', 100)), FakeNetwork.Cancellation));

        Assert.Equal((FailureKind.Transient, Certainty.Uncertain), (failure.Kind, failure.Certainty));
        Assert.Contains("1 of the 2 parts", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(4096, 2)]
    public async Task A_text_may_be_as_long_as_Telegram_says_and_the_configuration_allows(int? configured, int messages)
    {
        await using var bed = new FakeNetwork(new TelegramOptions { ApiId = 1, ApiHash = "h", MessageLengthMax = configured });
        await using var account = await bed.ConnectAsync();
        await bed.Td.SayAsync("""{"@type":"updateOption","name":"message_text_length_max","value":{"@type":"optionValueInteger","value":"8192"} }""");
        var next = 9;
        bed.Td.Answer("sendMessage", _ => TdObjects.Message(next++, "part", sender: FakeNetwork.Self));

        var sent = await account.SendAsync(Texts.Message(FakeNetwork.FriendChat, new string('a', 6000)), FakeNetwork.Cancellation);

        Assert.Equal(messages, sent.Ids.Count);
    }

    [Fact]
    public async Task Other_content_than_text_is_refused_in_words()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        var photo = new OutgoingMessage(new DeliveryId("d"), FakeNetwork.FriendChat, new UnsupportedContent("a photo"));

        var failure = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(photo, FakeNetwork.Cancellation));

        Assert.Equal(FailureKind.Permanent, failure.Kind);
    }

    [Fact]
    public async Task An_edit_that_grew_by_a_message_is_refused_and_one_that_shrank_deletes_the_rest()
    {
        await using var bed = new FakeNetwork(new TelegramOptions { ApiId = 1, ApiHash = "h", MessageLengthMax = 64 });
        await using var account = await bed.ConnectAsync();
        bed.Td.Answer("editMessageText", request => TdObjects.Message(request.GetProperty("message_id").GetInt64() >> 20, "edited", sender: FakeNetwork.Self));
        var editor = (IEditsMessages)account;
        RemoteMessageId[] targets = [new("9"), new("10")];

        await editor.EditAsync(Texts.Edit(FakeNetwork.FriendChat, targets, "short now"), FakeNetwork.Cancellation);
        var failure = await Assert.ThrowsAsync<BridgeException>(
            () => editor.EditAsync(Texts.Edit(FakeNetwork.FriendChat, [targets[0]], new string('a', 100)), FakeNetwork.Cancellation));

        var deleted = await bed.Td.Requests.FirstAsync(request => FakeNetwork.Is(request, "deleteMessages"));
        Assert.Equal([10L << 20], deleted.GetProperty("message_ids").EnumerateArray().Select(id => id.GetInt64()));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
    }

    [Fact]
    public async Task A_message_is_sent_as_an_emote_with_a_star()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        bed.Td.Answer("sendMessage", _ => TdObjects.Message(9, "", sender: FakeNetwork.Self));
        var emote = new TextContent(new RichText("waves", [new TextSpan(0, 5, new TextStyle.Bold())]), TextManner.Emote);

        await account.SendAsync(new OutgoingMessage(new DeliveryId("d"), FakeNetwork.FriendChat, emote), FakeNetwork.Cancellation);

        var sent = await bed.Td.Requests.FirstAsync(request => FakeNetwork.Is(request, "sendMessage"));
        Assert.Equal("* waves", sent.GetProperty("input_message_content").GetProperty("text").GetProperty("text").GetString());
        Assert.Equal(2, EntitiesOf(sent)[0].GetProperty("offset").GetInt32());
    }

    private static JsonElement EntitiesOf(JsonElement request) =>
        request.GetProperty("input_message_content").GetProperty("text").GetProperty("entities");

    private static JsonObject Pending(long id)
    {
        var message = TdObjects.Message(0, "hi", sender: FakeNetwork.Self);
        message["id"] = id;
        message["sending_state"] = new JsonObject { ["@type"] = "messageSendingStatePending" };
        return message;
    }

    private static string Deleted(long message) => TdObjects.Update(
        "updateDeleteMessages", ("chat_id", FakeNetwork.Friend), ("message_ids", new JsonArray(message)), ("is_permanent", true), ("from_cache", false));

    private static string Succeeded(long temporary, long final) => TdObjects.Update(
        "updateMessageSendSucceeded", ("message", TdObjects.Message(final, "hi", sender: FakeNetwork.Self)), ("old_message_id", temporary));
}
