using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.Signal.Incoming;

/// <summary>From what the engine tells to events of the host. Pure: whatever must be asked for was asked before.</summary>
/// <param name="prefix">With what commands begin in a chat's room.</param>
internal sealed class EventTranslator(AccountId account, bool showCalls, bool showStories, string prefix)
{
    /// <summary>The events of one notification, in order; none for what concerns nobody.</summary>
    public IReadOnlyList<RemoteEvent> Translate(JsonElement told, Func<string, string> nameOf) => told.Text("kind") switch
    {
        "message" => MessageReader.Read(told, account, nameOf) is { } message ? [message] : [],
        "edit" => ReadEdit(told, nameOf),
        "delete" => About(told, (chat, target) => new RemoteDeletion { Chat = chat, Timestamp = At(told), Target = target, Sender = Sender(told) }),
        "reaction" => About(told, (chat, target) => new RemoteReactions
        {
            Chat = chat, Timestamp = At(told), Target = target, Sender = Sender(told),
            Reactions = told.Flag("remove") || told.Text("emoji") is not { } emoji ? [] : [new Reaction(emoji)],
        }),
        "vote" => About(told, (chat, target) => new RemoteVote
        {
            Chat = chat, Timestamp = At(told), Poll = target, Sender = Sender(told),
            Options = [.. told.Items("options").Where(option => option.ValueKind == JsonValueKind.Number).Select(option => option.GetRawText())],
        }),
        "poll-end" => About(told, (chat, target) => new RemotePollResult { Chat = chat, Timestamp = At(told), Poll = target, Sender = Sender(told), HasEnded = true }),
        "pin" => About(told, (chat, target) => new RemotePin { Chat = chat, Timestamp = At(told), Target = target, IsPinned = true, Sender = Sender(told) }),
        "unpin" => About(told, (chat, target) => new RemotePin { Chat = chat, Timestamp = At(told), Target = target, IsPinned = false, Sender = Sender(told) }),
        "receipt" => ReadReceipt(told),
        "read" => About(told, (chat, target) => new RemoteReadReceipt { Chat = chat, Timestamp = At(told), Reader = new RemoteUserId(account.Value), FromSelf = true, UpTo = target }),
        "timer" =>
        [
            TimerNotices.Of(Chat(told), At(told), $"{told.Text("sender")}.{told.Number("timestamp")}", nameOf(told.Text("sender") ?? ""), told.Number("seconds") ?? 0),
            new RemoteChatChange { Chat = Chat(told), Timestamp = At(told) },
        ],
        "request-answered" => [new RemoteChatChange { Chat = Chat(told), Timestamp = At(told) }],
        "chat-deleted" => [new RemoteChatDeletion { Chat = Chat(told), Timestamp = At(told) }],
        "call" when showCalls => CallReader.Read(told, Chat(told), At(told)),
        "group-changed" => GroupChangeReader.Read(told, Chat(told) with { Receiver = null }, At(told), nameOf),
        "chat-settings" => [ReadSettings(told)],
        "identity-changed" => [Notice(told, told.Text("person") ?? "", isGroup: false, $"The safety number with {nameOf(told.Text("person") ?? "")} has changed: they use a new phone, or somebody reads along. "
            + (told.Flag("wasVerified") ? $"You had verified it: nothing is sent to them until you type `{prefix} signal trust` in this room." : "Compare it in the Signal app if you want to be sure."), "safety")],
        "unreadable" => [Notice(told, told.Text("chat") ?? "", told.Flag("isGroup"), $"A message from {nameOf(told.Text("sender") ?? "")} could not be decrypted, and their device did not send it again. Ask them to repeat it.", "unreadable")],
        "story" when showStories => ReadStory(told),
        _ => [],
    };

    private static DateTimeOffset At(JsonElement told) => RemoteIds.Time(told.Number("timestamp") ?? told.Number("at") ?? 0);

    private static RemoteUserId Sender(JsonElement told) => new(told.Text("sender") ?? "");

    private ChatKey Chat(JsonElement told)
    {
        var chat = told.Text("chat") ?? "";
        return RemoteIds.Chat(chat, !RemoteIds.IsPerson(chat), account);
    }

    private RemoteEvent[] About(JsonElement told, Func<ChatKey, RemoteMessageId, RemoteEvent> make) =>
        told.Text("author") is { } author && told.Number("target") is { } target ? [make(Chat(told), RemoteIds.Message(author, target))] : [];

    private RemoteEdit[] ReadEdit(JsonElement told, Func<string, string> nameOf)
    {
        var parts = ContentReader.Read(told, nameOf);
        return parts.Count > 0 && told.Text("sender") is { } sender && told.Number("target") is { } target && told.Number("timestamp") is { } version
            ? [new RemoteEdit { Chat = Chat(told), Timestamp = At(told), Target = RemoteIds.Message(sender, target), Sender = new RemoteUserId(sender), FromSelf = told.Flag("self"), Parts = parts, Version = version }]
            : [];
    }

    private RemoteEvent[] ReadReceipt(JsonElement told)
    {
        if (told.Text("person") is not { } person || told.Number("target") is not { } target)
        {
            return [];
        }

        var message = RemoteIds.Message(account.Value, target);
        var receiver = new RemoteUserId(person);
        return told.Text("type") switch
        {
            "read" => [new RemoteReadReceipt { Chat = Chat(told), Timestamp = At(told), Reader = receiver, UpTo = message }],
            "viewed" => [new RemoteMessageState { Chat = Chat(told), Timestamp = At(told), Messages = [message], Receiver = receiver, State = MessageState.Played }],
            _ => [new RemoteMessageState { Chat = Chat(told), Timestamp = At(told), Messages = [message], Receiver = receiver, State = MessageState.Delivered }],
        };
    }

    private RemoteChatSettings ReadSettings(JsonElement told) => new()
    {
        Chat = Chat(told),
        Timestamp = At(told),
        // "For ever" is a number that no clock reaches.
        MutedUntil = told.Number("mutedUntil") is { } until ? (until >= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.MaxValue : RemoteIds.Time(until)) : null,
        IsArchived = told.Flag("archived"),
        IsFavourite = told.Flag("pinned"),
        IsMarkedUnread = told.Flag("markedUnread"),
    };

    private RemoteNotice Notice(JsonElement told, string chat, bool isGroup, string text, string what) => new()
    {
        Chat = RemoteIds.Chat(chat, isGroup, account),
        Timestamp = At(told),
        Id = new RemoteMessageId($"{what}.{told.Text("sender") ?? told.Text("person")}.{told.Number("timestamp") ?? told.Number("at")}"),
        Text = RichText.Plain(text),
    };

    /// <summary>A story is gone after a day, whether it was read or not. Among the messages of a group it is named as what it is.</summary>
    private RemoteMessage[] ReadStory(JsonElement told)
    {
        var isGroup = told.Flag("isGroup");
        MessageContent? content = told.Items("attachments").FirstOrDefault() is { ValueKind: JsonValueKind.Object } file ? FileReader.Read(file, isGroup ? RichText.Plain("Story") : null, isViewOnce: false)
            : told.Text("text") is { } text ? new TextContent(RichText.Plain(isGroup ? $"Story: {text}" : text))
            : null;
        return content is not null && told.Text("sender") is { } sender && told.Number("timestamp") is { } timestamp
            ? [new RemoteMessage
            {
                Chat = Chat(told), Id = RemoteIds.Message(sender, timestamp), Timestamp = At(told), Sender = new RemoteUserId(sender), Parts = [new MessagePart("", content)],
                Timer = new DisappearingTimer(TimeSpan.FromDays(1), FromRead: false),
            }]
            : [];
    }
}
