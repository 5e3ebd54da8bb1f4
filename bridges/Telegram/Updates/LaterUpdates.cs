using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;

namespace Bridges.Telegram.Updates;

/// <summary>
/// Updates that say how something stands by now, and that could not be looked up when they came: they are queued once more when they can be, so
/// that nothing else of the account waits for them. Of those of one kind about one message only the newest is kept.
/// </summary>
internal sealed class LaterUpdates(UpdateQueue<AccountUpdate> queue, TimeProvider time)
{
    private const int Most = 256;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Kind, long Chat, long Message), AccountUpdate.Raw> _waiting = [];

    /// <summary>Whether an update may come out of its turn: what is asked about it is always how things stand then.</summary>
    public static bool MayWait(AccountUpdate update) => update is AccountUpdate.Raw { Update: var raw }
        && (raw.IsOneOf("updateMessageInteractionInfo", "updateChatPendingJoinRequests")
            || (raw.Is("updateMessageContent") && raw.Object("new_content")?.Is("messagePoll") == true));

    /// <param name="wait">For so long it is of no use to try again.</param>
    /// <returns>False where too many wait already.</returns>
    public bool TryAdd(AccountUpdate update, TimeSpan wait, CancellationToken stopping)
    {
        var raw = (AccountUpdate.Raw)update;
        var key = (raw.Update.Type(), raw.Update.Number("chat_id"), raw.Update.Number("message_id"));
        lock (_gate)
        {
            var isFirst = !_waiting.ContainsKey(key);
            if (isFirst && _waiting.Count >= Most)
            {
                return false;
            }

            _waiting[key] = raw with { IsLate = true };
            if (isFirst)
            {
                _ = QueueAsync(key, wait > ShortestWait ? wait : ShortestWait, stopping);
            }
        }

        return true;
    }

    private async Task QueueAsync((string Kind, long Chat, long Message) key, TimeSpan wait, CancellationToken stopping)
    {
        await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        AccountUpdate.Raw update;
        lock (_gate)
        {
            _waiting.Remove(key, out update!);
        }

        // It is in the queue at once; only whoever reads TDLib's updates waits for room.
        _ = queue.EnqueueAsync(update, stopping).AsTask();
    }
}
