using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Polls;
using Bridges.Telegram.Reactions;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Updates;

/// <summary>Translates what becomes of messages: new ones, new contents, reactions and votes, pins, deletions.</summary>
internal sealed class MessageUpdates(
    AccountId account, IncomingMessages messages, ToldMessages told, ReactionReader reactions, VoteReader votes, TimeProvider time)
{
    /// <param name="chat">The chat that the update is about.</param>
    public async Task<IReadOnlyList<RemoteEvent>> TranslateAsync(long chat, AccountUpdate.Raw raw, TdState state, CancellationToken cancellationToken)
    {
        var update = raw.Update;
        switch (update.Type())
        {
            case "updateNewMessage" or "updateMessageSendSucceeded" when update.Object("message") is { } arrived:
                return await messages.NewAsync(arrived, state, cancellationToken);
            case "updateMessageContent" when RemoteIds.Message(update.Number("message_id")) is { } changed:
                return await ChangedAsync(chat, changed, raw, state, cancellationToken);
            case "updateMessageEdited" when RemoteIds.Message(update.Number("message_id")) is not null:
                return await messages.ChangedAsync(chat, update.Number("message_id"), state, cancellationToken);
            case "updateMessageInteractionInfo":
                return await reactions.ReadAsync(update, told.IsOfThisSession(chat, update.Number("message_id")), state, cancellationToken);
            case "updateMessageIsPinned" when RemoteIds.Message(update.Number("message_id")) is { } pinned:
                return [new RemotePin { Chat = RemoteIds.Chat(chat, account), Timestamp = time.GetUtcNow(), Target = pinned, IsPinned = update.Flag("is_pinned") }];
            case "updateDeleteMessages" when update.Flag("is_permanent") && !update.Flag("from_cache"):
                return [.. update.Numbers("message_ids").Select(RemoteIds.Message).OfType<RemoteMessageId>().Select(id => Deleted(chat, id))];
            default:
                return [];
        }
    }

    /// <summary>A new content is an edit, a vote, a preview of a link, or the end of what was to be looked at once.</summary>
    private async Task<IReadOnlyList<RemoteEvent>> ChangedAsync(
        long chat, RemoteMessageId id, AccountUpdate.Raw raw, TdState state, CancellationToken cancellationToken)
    {
        var (update, message) = (raw.Update, raw.Update.Number("message_id"));
        return update.Object("new_content") switch
        {
            { } poll when poll.Is("messagePoll") && raw.IsLate => await votes.ReadAsync(chat, message, state, cancellationToken),
            { } poll when poll.Is("messagePoll") && poll.Object("poll") is { } stands => await votes.ReadAsync(chat, message, stands, state, cancellationToken),
            { } expired when expired.IsOneOf("messageExpiredPhoto", "messageExpiredVideo", "messageExpiredVideoNote", "messageExpiredVoiceNote") => [Deleted(chat, id)],
            _ => await messages.ChangedAsync(chat, message, state, cancellationToken),
        };
    }

    private RemoteDeletion Deleted(long chat, RemoteMessageId message) =>
        new() { Chat = RemoteIds.Chat(chat, account), Timestamp = time.GetUtcNow(), Target = message };
}
