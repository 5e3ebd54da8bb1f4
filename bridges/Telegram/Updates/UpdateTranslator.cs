using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Polls;
using Bridges.Telegram.Reactions;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Updates;

/// <summary>One account's updates into the host's events, each by whoever knows its kind. What is never journaled is told to the host at once.</summary>
internal sealed class UpdateTranslator(
    AccountId account, IAccountHost host, IncomingMessages messages, ReactionReader reactions, VoteReader votes, ChatChanges changes, GroupMoves moves, TimeProvider time)
{
    public async Task<IReadOnlyList<RemoteEvent>> TranslateAsync(AccountUpdate update, CancellationToken cancellationToken) => update switch
    {
        AccountUpdate.Changed changed => moves.Follow(changes.Translate(changed.Change, changed.State), changed.State),
        AccountUpdate.Untold untold when untold.State.IsBridged(untold.Message.Number("chat_id")) =>
            moves.Follow(await messages.UntoldAsync(untold.Message, untold.After, untold.State, cancellationToken), untold.State),
        AccountUpdate.Raw raw => moves.Follow(await TranslateAsync(raw.Update, raw.State, cancellationToken), raw.State),
        _ => [],
    };

    private async Task<IReadOnlyList<RemoteEvent>> TranslateAsync(JsonElement update, TdState state, CancellationToken cancellationToken)
    {
        var message = update.Object("message");
        var chat = message?.Number("chat_id") ?? update.Number("chat_id");
        if (!state.IsBridged(chat))
        {
            return [];
        }

        switch (update.Type())
        {
            case "updateNewMessage" or "updateMessageSendSucceeded" when message is { } arrived:
                return await messages.NewAsync(arrived, state, cancellationToken);
            case "updateMessageContent" when RemoteIds.Message(update.Number("message_id")) is { } changed:
                return await ChangedAsync(chat, changed, update, state, cancellationToken);
            case "updateMessageEdited" when RemoteIds.Message(update.Number("message_id")) is not null:
                return await messages.ChangedAsync(chat, update.Number("message_id"), state, cancellationToken);
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
    private async Task<IReadOnlyList<RemoteEvent>> ChangedAsync(
        long chat, RemoteMessageId id, JsonElement update, TdState state, CancellationToken cancellationToken)
    {
        var message = update.Number("message_id");
        return update.Object("new_content") switch
        {
            { } poll when poll.Is("messagePoll") && poll.Object("poll") is { } stands => await votes.ReadAsync(chat, message, stands, state, cancellationToken),
            { } expired when expired.IsOneOf("messageExpiredPhoto", "messageExpiredVideo", "messageExpiredVideoNote", "messageExpiredVoiceNote") => [Deleted(chat, id)],
            _ => await messages.ChangedAsync(chat, message, state, cancellationToken),
        };
    }

    private RemoteDeletion Deleted(long chat, RemoteMessageId message) =>
        new() { Chat = RemoteIds.Chat(chat, account), Timestamp = time.GetUtcNow(), Target = message };
}
