using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Incoming;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.People;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Updates;

/// <summary>Messages that arrive, and those that are edited, as the host's events. For one caller at a time.</summary>
internal sealed class IncomingMessages(
    AccountId account,
    AccountSession session,
    MessageTranslator messages,
    PeopleShown people,
    ChatFocus focus,
    PassedOverMessages passedOver,
    CustomEmojiLoader emoji)
{
    private (ChatKey Chat, RemoteMessageId Message, long Version) _lastEdit;

    public async Task<IReadOnlyList<RemoteEvent>> NewAsync(JsonElement message, TdState state, CancellationToken cancellationToken)
    {
        var missed = await passedOver.BeforeAsync(message, cancellationToken);
        return await NewAsync(missed.Append(message), state, cancellationToken);
    }

    /// <summary>A message that TDLib does not tell of as new, and what it does not tell of either before it.</summary>
    /// <param name="after">The one told last; 0: none.</param>
    public async Task<IReadOnlyList<RemoteEvent>> UntoldAsync(JsonElement message, long after, TdState state, CancellationToken cancellationToken)
    {
        var untold = await passedOver.RecentBeforeAsync(message, after, cancellationToken);
        return await NewAsync(untold.Append(message), state, cancellationToken);
    }

    private async Task<IReadOnlyList<RemoteEvent>> NewAsync(IEnumerable<JsonElement> arrivedInOrder, TdState state, CancellationToken cancellationToken)
    {
        var events = new List<RemoteEvent>();
        foreach (var arrived in arrivedInOrder)
        {
            await emoji.LoadOfAsync(arrived, state, cancellationToken);
            events.AddRange(New(arrived, state));
        }

        return events;
    }

    /// <summary>Something of a message is new; several updates tell of one edit, which is told once.</summary>
    public async Task<IReadOnlyList<RemoteEvent>> ChangedAsync(long chat, long id, TdState state, CancellationToken cancellationToken)
    {
        if (await FetchAsync(chat, id, cancellationToken) is not { } current)
        {
            return [];
        }

        await emoji.LoadOfAsync(current, state, cancellationToken);
        if (messages.TranslateEdit(current, state) is not { } edit || (edit.Chat, edit.Target, edit.Version) == _lastEdit)
        {
            return [];
        }

        _lastEdit = (edit.Chat, edit.Target, edit.Version);
        return [edit];
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
