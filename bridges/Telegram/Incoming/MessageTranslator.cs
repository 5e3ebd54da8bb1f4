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
    private readonly ReplyReader _replies = new(account);

    /// <returns>
    /// Null for what is not bridged: messages that the server does not know (yet), and those with nothing to show.
    /// </returns>
    public RemoteMessage? Translate(JsonElement message, TdState state)
    {
        var chat = message.Number("chat_id");
        if (IsUnsent(message)
            || RemoteIds.Message(message.Number("id")) is not { } id
            || RemoteIds.Sender(message.Object("sender_id")) is not { } sender
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
            ReplyTo = _replies.Read(message, state),
            Forward = ForwardReader.Read(message, state),
            Signature = NullIfEmpty(message.Text("author_signature")),
            Album = message.Number("media_album_id") is not 0 and var album ? $"{album}" : null,
            Topic = message.Object("topic_id") is { } topic && topic.Is("messageTopicForum") ? new RemoteTopicId($"{topic.Number("forum_topic_id")}") : null,
            Timer = TimerReader.Read(message),
            Choices = ButtonReader.Read(message),
            Version = versions.VersionOf(message),
        };
    }

    /// <returns>Null where the message was not edited, or is not bridged.</returns>
    public RemoteEdit? TranslateEdit(JsonElement message, TdState state) =>
        Translate(message, state) is { Version: > 0 } current
            ? new RemoteEdit
            {
                Chat = current.Chat,
                Timestamp = message.Number("edit_date") > 0 ? message.Time("edit_date") : current.Timestamp,
                Target = current.Id,
                Sender = current.Sender,
                FromSelf = current.FromSelf,
                Parts = current.Parts,
                Choices = current.Choices,
                Version = current.Version,
            }
            : null;

    public static bool IsUnsent(JsonElement message) =>
        message.Object("sending_state") is not null || message.Object("scheduling_state") is not null;

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
