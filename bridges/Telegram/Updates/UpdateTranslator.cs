using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Incoming;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.People;
using Bridges.Telegram.Polls;
using Bridges.Telegram.Reactions;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Updates;

/// <summary>One account's updates into the host's events. What is never journaled is told to the host at once.</summary>
internal sealed class UpdateTranslator(
    AccountId account,
    IAccountHost host,
    AccountSession session,
    MessageTranslator messages,
    PeopleShown people,
    ChatFocus focus,
    PassedOverMessages passedOver,
    CustomEmojiLoader emoji,
    ReactionReader reactions,
    VoteReader votes,
    TimeProvider time)
{
    private (ChatKey Chat, RemoteMessageId Message, long Version) _lastEdit;

    public async Task<IReadOnlyList<RemoteEvent>> TranslateAsync(AccountUpdate update, CancellationToken cancellationToken)
    {
        switch (update)
        {
            case AccountUpdate.Changed changed:
                return Translate(changed.Change, changed.State);
            case AccountUpdate.Raw raw:
                return await TranslateAsync(raw.Update, raw.State, cancellationToken);
            default:
                return [];
        }
    }

    private async Task<IReadOnlyList<RemoteEvent>> TranslateAsync(JsonElement update, TdState state, CancellationToken cancellationToken)
    {
        var message = update.Object("message");
        var chat = message?.Number("chat_id") ?? update.Number("chat_id");
        if (!IsBridged(chat, state))
        {
            return [];
        }

        switch (update.Type())
        {
            case "updateNewMessage" or "updateMessageSendSucceeded" when message is { } arrived:
                return await NewAsync(arrived, state, cancellationToken);
            case "updateMessageContent" when RemoteIds.Message(update.Number("message_id")) is not null:
                return await ChangedAsync(chat, update, state, cancellationToken);
            case "updateMessageInteractionInfo":
                return await reactions.ReadAsync(update, state, cancellationToken);
            case "updateMessageIsPinned" when RemoteIds.Message(update.Number("message_id")) is { } pinned:
                return [new RemotePin { Chat = RemoteIds.Chat(chat, account), Timestamp = time.GetUtcNow(), Target = pinned, IsPinned = update.Flag("is_pinned") }];
            case "updateDeleteMessages" when update.Flag("is_permanent") && !update.Flag("from_cache"):
                return [.. update.Numbers("message_ids").Select(RemoteIds.Message).OfType<RemoteMessageId>().Select(id => Deleted(chat, id))];
            case "updateChatAction" when update.Object("sender_id")?.Number("user_id") is > 0 and var user:
                var isTyping = update.Object("action")?.Is("chatActionCancel") == false;
                host.Typing(new RemoteTyping(RemoteIds.Chat(chat, account), RemoteIds.User(user), isTyping));
                return [];
            default:
                return [];
        }
    }

    /// <summary>A new content is an edit, a vote, a preview of a link, or the end of what was to be looked at once.</summary>
    private async Task<IReadOnlyList<RemoteEvent>> ChangedAsync(long chat, JsonElement update, TdState state, CancellationToken cancellationToken)
    {
        var id = update.Number("message_id");
        switch (update.Object("new_content"))
        {
            case { } poll when poll.Is("messagePoll") && poll.Object("poll") is { } stands:
                return await votes.ReadAsync(chat, id, stands, state, cancellationToken);
            case { } expired when expired.IsOneOf("messageExpiredPhoto", "messageExpiredVideo", "messageExpiredVideoNote", "messageExpiredVoiceNote"):
                return RemoteIds.Message(id) is { } gone ? [Deleted(chat, gone)] : [];
        }

        if (await FetchAsync(chat, id, cancellationToken) is not { } current)
        {
            return [];
        }

        await emoji.LoadOfAsync(current, state, cancellationToken);
        return Edited(current, state);
    }

    private IReadOnlyList<RemoteEvent> Edited(JsonElement message, TdState state)
    {
        if (messages.TranslateEdit(message, state) is not { } edit || (edit.Chat, edit.Target, edit.Version) == _lastEdit)
        {
            return [];
        }

        _lastEdit = (edit.Chat, edit.Target, edit.Version);
        return [edit];
    }

    private async Task<IReadOnlyList<RemoteEvent>> NewAsync(JsonElement message, TdState state, CancellationToken cancellationToken)
    {
        var missed = await passedOver.BeforeAsync(message, cancellationToken);
        var events = new List<RemoteEvent>();
        foreach (var arrived in missed.Append(message))
        {
            await emoji.LoadOfAsync(arrived, state, cancellationToken);
            events.AddRange(New(arrived, state));
        }

        return events;
    }

    private IReadOnlyList<RemoteEvent> New(JsonElement message, TdState state)
    {
        if (!MessageTranslator.IsUnsent(message) && ServiceEvents.Read(message, account) is { } events)
        {
            return events;
        }

        if (messages.Translate(message, state) is not { } arrived)
        {
            return [];
        }

        people.Add(arrived.Sender);
        if (arrived.Chat.Receiver is not null)
        {
            focus.Touch(message.Number("chat_id"));
        }

        return [arrived];
    }

    private IReadOnlyList<RemoteEvent> Translate(StateChange change, TdState state)
    {
        if (change.Kind == StateChangeKind.User)
        {
            if (people.Contains(RemoteIds.User(change.Id)) && state.User(change.Id) is { } user)
            {
                host.UserChanged(UserDescription.Of(user));
            }

            return [];
        }

        if (!IsBridged(change.Id, state) || state.Chat(change.Id) is not { } chat)
        {
            return [];
        }

        var key = RemoteIds.Chat(chat.Id, account);
        if (change.Kind == StateChangeKind.Chat)
        {
            return IsOut(chat, state) ? [Out(key), Changed(key)] : [Changed(key)];
        }

        return RemoteIds.Message(change.Message) is { } upTo && Reader(change.Kind, chat) is { } reader
            ?
            [
                new RemoteReadReceipt
                {
                    Chat = key,
                    Timestamp = time.GetUtcNow(),
                    Reader = reader,
                    FromSelf = change.Kind == StateChangeKind.ReadInbox,
                    UpTo = upTo,
                },
            ]
            : [];
    }

    private static bool IsOut(KnownChat chat, TdState state) => chat.Type switch
    {
        ChatType.BasicGroup => state.BasicGroup(chat.Peer)?.AccountIsOut == true,
        ChatType.Supergroup or ChatType.Channel => state.Supergroup(chat.Peer)?.AccountIsOut == true,
        _ => false,
    };

    private RemoteMembership Out(ChatKey chat) => new()
    {
        Chat = chat,
        Timestamp = time.GetUtcNow(),
        User = new RemoteUserId(account.Value),
        Change = MembershipChange.Left,
    };

    private RemoteChatChange Changed(ChatKey chat) => new() { Chat = chat, Timestamp = time.GetUtcNow() };

    private RemoteDeletion Deleted(long chat, RemoteMessageId message) =>
        new() { Chat = RemoteIds.Chat(chat, account), Timestamp = time.GetUtcNow(), Target = message };

    /// <summary>Telegram does not say who of a group has read; only in a private chat it is clear.</summary>
    private RemoteUserId? Reader(StateChangeKind kind, KnownChat chat) =>
        kind == StateChangeKind.ReadInbox ? new RemoteUserId(account.Value)
        : chat.IsPrivate ? RemoteIds.User(chat.Peer)
        : null;

    private static bool IsBridged(long chat, TdState state) => chat != 0 && state.Chat(chat)?.Type != ChatType.Secret;

    /// <summary>The message as it is now, after all that the edit's several updates changed; null where it was deleted meanwhile.</summary>
    /// <exception cref="BridgeException">It cannot be fetched, or not just now.</exception>
    private async Task<JsonElement?> FetchAsync(long chat, long message, CancellationToken cancellationToken)
    {
        try
        {
            return await session.RequestAsync(MessageRequests.Get(chat, message), cancellationToken);
        }
        catch (TdException exception) when (exception.Code is 400 or 404)
        {
            return null;
        }
        catch (TdException exception)
        {
            throw TelegramErrors.Translate(exception);
        }
        catch (BridgeException) when (session.IsOver)
        {
            // The next session compares the chat with its room, and finds the edit.
            return null;
        }
    }
}
