using System.Buffers;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Rpc;
using Bridges.Fuzz.Tests.Machine;
using Bridges.Fuzz.Tests.Matrix;
using Bridges.Matrix;
using Bridges.Telegram.Incoming;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.People;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Fuzz.Tests.Telegram;

public sealed class UpdateFuzz
{
    private static readonly Words Updates = new(
        [
            TdObjects.UpdateUser(200, "Frida", "frida"),
            $$"""{"@type":"updateNewChat","chat":{{TdObjects.Chat(200).ToJsonString()}}}""",
            $$"""{"@type":"updateNewChat","chat":{{TdObjects.Chat(-1_000_000_000_009).ToJsonString()}}}""",
            TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(1, "hello"))),
            """{"@type":"updateNewMessage","message":{"@type":"message","id":2097152,"chat_id":200,"date":1700000000,"edit_date":1700000001,"sender_id":{"@type":"messageSenderUser","user_id":200},"reply_to":{"@type":"messageReplyToMessage","chat_id":200,"message_id":1048576,"quote":{"is_manual":true,"text":{"text":"q"}}},"forward_info":{"origin":{"@type":"messageOriginHiddenUser","sender_name":"X","author_signature":"Y"}},"content":{"@type":"messageText","text":{"text":"@frida bold example.org","entities":[{"offset":0,"length":6,"type":{"@type":"textEntityTypeMention"}},{"offset":7,"length":4,"type":{"@type":"textEntityTypeBold"}},{"offset":12,"length":11,"type":{"@type":"textEntityTypeUrl"}}]}}}}""",
            """{"@type":"updateNewMessage","message":{"id":3145728,"chat_id":200,"date":1,"sender_id":{"@type":"messageSenderChat","chat_id":-1000000000009},"content":{"@type":"messageVoiceNote","voice_note":{"duration":65},"caption":{"text":"c","entities":[]}}}}""",
            """{"@type":"updateNewMessage","message":{"id":4194304,"chat_id":200,"date":1,"sender_id":{"user_id":200},"content":{"@type":"messageChatAddMembers","member_user_ids":[200,7]}}}""",
            """{"@type":"updateNewMessage","message":{"id":5242880,"chat_id":200,"date":1,"sender_id":{"user_id":200},"content":{"@type":"messageLocation","location":{"latitude":1.5,"longitude":1e300}}}}""",
            """{"@type":"updateNewMessage","message":{"id":6291456,"chat_id":200,"date":1,"edit_date":9,"sender_id":{"user_id":200},"content":{"@type":"messageLiveLocation","location":{"live_period":8,"location":{"latitude":1.5,"longitude":2}},"expires_in":1},"reply_markup":{"@type":"replyMarkupInlineKeyboard","rows":[[{"text":"Yes","type":{"@type":"inlineKeyboardButtonTypeCallback","data":"eWVz"}}]]}}}""",
            """{"@type":"updateMessageEdited","chat_id":200,"message_id":6291456,"edit_date":9}""",
            """{"@type":"updateMessageContent","chat_id":200,"message_id":6291456,"new_content":{"@type":"messagePoll","poll":{"id":"1","question":{"text":"q"},"options":[{"id":"0","text":{"text":"a"},"is_chosen":true,"is_being_chosen":false}]}}}""",
            """{"@type":"updateMessageSendFailed","old_message_id":3,"message":{"chat_id":200,"id":3},"error":{"code":400,"message":"no"}}""",
            """{"@type":"updateSupergroup","supergroup":{"id":9,"status":{"@type":"chatMemberStatusMember"},"usernames":{"active_usernames":["g"]}}}""",
            """{"@type":"updateChatReadOutbox","chat_id":200,"last_read_outbox_message_id":1048576}""",
            """{"@type":"updateDeleteMessages","chat_id":200,"message_ids":[1048576],"is_permanent":true,"from_cache":false}""",
        ],
        [
            .. Words.Json, "\"messageText\"", "\"messageLocation\"", "\"messageCall\"", "\"messagePoll\"", "\"messageChatSetMessageAutoDeleteTime\",\"message_auto_delete_time\":9223372036854775807", "\"user_id\":", "\"date\":", "\"edit_date\":9223372036854775807,",
            "\"edit_date\":", "\"entities\":[", "\"offset\":", "\"length\":", "\"updateUser\"", "\"updateChatTitle\"", "\"updateNewMessage\"", "\"updateMessageSendSucceeded\"",
        ]);

    private static readonly AccountId Account = new("100");

    [Fact]
    public void An_update_of_any_shape_is_translated_or_left_out()
    {
        var state = TdObjects.State((200, "Frida", "frida"));
        var (messages, sends) = (new MessageTranslator(Account, new EditVersions()), new SendOutcomes());
        Fuzzing.Bytes(20_000, Updates, input => Check(input, state, messages, sends), length => 400_000 + (600L * length));
    }

    [Fact]
    public async Task An_account_goes_on_after_updates_of_any_shape()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        var said = 0;
        await Fuzzing.BytesAsync(3_000, Updates, async input =>
        {
            if (IsObject(input) is not { } update)
            {
                return "no object";
            }

            await bed.Td.SayAsync(update);
            if (++said % 500 == 0)
            {
                await bed.ReadyAsync();
                await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(1_000_000 + said, $"still here {said}"))));
                await bed.Host.MessageAsync($"still here {said}");
            }

            return "said";
        });
    }

    private static string Check(byte[] input, TdState state, MessageTranslator messages, SendOutcomes sends)
    {
        // As it would come from the engine.
        byte[] line = [.. """{"method":"td.update","params":"""u8, .. input, (byte)'}'];
        if (!RpcMessage.TryParse(new ReadOnlySequence<byte>(line), out var message) || message.Method is null)
        {
            return "no message";
        }

        var update = message.Payload;
        state.Apply(update);
        sends.Apply(update);
        if (state.User(update.Object("user")?.Number("id") ?? 0) is { } user)
        {
            UserDescription.Of(user);
        }

        if (update.Object("message") is not { } content || messages.Translate(content, state) is not { } translated)
        {
            return "left out";
        }

        messages.TranslateEdit(content, state);
        foreach (var text in translated.Parts.Select(part => part.Content).OfType<TextContent>().Select(part => part.Text))
        {
            Assert.All(text.Spans, span => Assert.True(span.Start >= 0 && span.Length > 0 && span.End <= text.Text.Length));
            HtmlFuzz.AssertSound(MatrixHtml.ToRichText(MatrixHtml.FromRichText(text, static _ => null).FormattedBody ?? ""));
        }

        return translated.Parts[0].Content.GetType().Name;
    }

    private static string? IsObject(byte[] input)
    {
        try
        {
            return JsonNode.Parse(input) is JsonObject read && read["@type"] is not null ? read.ToJsonString() : null;
        }
        catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
        {
            // The bed's own writer takes no such JSON; the test above does.
            return null;
        }
    }
}
