using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Incoming;

/// <summary>TDLib's messages of one account into remote messages and edits.</summary>
internal sealed class MessageTranslator(AccountId account, EditVersions versions)
{
    /// <returns>
    /// Null for what is not bridged: messages that the server does not know (yet), and those with nothing to show.
    /// </returns>
    public RemoteMessage? Translate(JsonElement message, TdState state)
    {
        var chat = message.Number("chat_id");
        if (IsUnsent(message)
            || RemoteIds.Message(message.Number("id")) is not { } id
            || Sender(message) is not { } sender
            || ContentTranslator.Translate(message, state) is not { } content)
        {
            return null;
        }

        return new RemoteMessage
        {
            Chat = RemoteIds.Chat(chat, account),
            Timestamp = message.Time("date"),
            Id = id,
            Sender = sender,
            FromSelf = message.Flag("is_outgoing"),
            Parts = [new MessagePart("", content)],
            ReplyTo = Reply(message, chat),
            Forward = ForwardReader.Read(message, state),
            Version = versions.VersionOf(message),
        };
    }

    /// <returns>Null where the message was not edited, or is not bridged.</returns>
    public RemoteEdit? TranslateEdit(JsonElement message, TdState state) =>
        message.Number("edit_date") > 0 && Translate(message, state) is { } current
            ? new RemoteEdit
            {
                Chat = current.Chat,
                Timestamp = message.Time("edit_date"),
                Target = current.Id,
                Sender = current.Sender,
                FromSelf = current.FromSelf,
                Parts = current.Parts,
                Version = current.Version,
            }
            : null;

    public static bool IsUnsent(JsonElement message) =>
        message.Object("sending_state") is not null || message.Object("scheduling_state") is not null;

    private static RemoteUserId? Sender(JsonElement message) => message.Object("sender_id") switch
    {
        { } sender when sender.Number("user_id") is > 0 and var user => RemoteIds.User(user),
        { } sender when sender.Number("chat_id") is not 0 and var chat => RemoteIds.ChatAsSender(chat),
        _ => null,
    };

    private static ReplyTarget? Reply(JsonElement message, long chat)
    {
        if (message.Object("reply_to") is not { } reply
            || !reply.Is("messageReplyToMessage")
            || reply.Number("chat_id") != chat
            || RemoteIds.Message(reply.Number("message_id")) is not { } target)
        {
            return null;
        }

        var quote = reply.Object("quote") is { } quoted && quoted.Flag("is_manual") ? quoted.Object("text")?.Text("text") : null;
        return new ReplyTarget(target, string.IsNullOrEmpty(quote) ? null : quote);
    }
}
