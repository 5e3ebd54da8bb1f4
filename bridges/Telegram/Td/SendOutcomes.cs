using System.Text.Json;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Td;

/// <summary>
/// Brings together a message's temporary id, known from the answer to <c>sendMessage</c>, with the update that tells how
/// it ended. The update may come first, so the latest outcomes are kept for a while.
/// </summary>
internal sealed class SendOutcomes
{
    private const int Kept = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<(long Chat, long Message), SendOutcome?> _unclaimed = [];
    private readonly Queue<(long Chat, long Message)> _order = new();
    private readonly Dictionary<(long Chat, long Message), TaskCompletionSource<SendOutcome?>> _waiting = [];
    private readonly Dictionary<(long Chat, long Message), JsonElement> _pending = [];

    /// <summary>What TDLib is sending in a chat, in order.</summary>
    public IReadOnlyList<JsonElement> PendingIn(long chat)
    {
        lock (_gate)
        {
            return [.. _pending.Where(entry => entry.Key.Chat == chat).OrderBy(entry => entry.Key.Message).Select(entry => entry.Value)];
        }
    }

    /// <summary>Whether TDLib is still sending the message.</summary>
    public static bool IsPending(JsonElement message) => message.Object("sending_state")?.Is("messageSendingStatePending") == true;

    public void Apply(JsonElement update)
    {
        switch (update.Type())
        {
            case "updateNewMessage" when update.Object("message") is { } sending:
                Note(sending);
                break;
            case "updateMessageSendSucceeded" when update.Object("message") is { } sent:
                Tell((sent.Number("chat_id"), update.Number("old_message_id")), new SendOutcome(sent.Clone(), Error: null));
                break;
            case "updateMessageSendFailed" when update.Object("message") is { } failed:
                Tell((failed.Number("chat_id"), update.Number("old_message_id")), new SendOutcome(failed.Clone(), Error(update)));
                break;
            case "updateDeleteMessages" when update.Flag("is_permanent") && !update.Flag("from_cache"):
                GiveUp(update.Number("chat_id"), update.Numbers("message_ids"));
                break;
        }
    }

    /// <summary>Completes when the message with this temporary id has been sent or has failed; with null where TDLib dropped it without a word.</summary>
    public Task<SendOutcome?> WaitAsync(long chat, long temporaryMessage)
    {
        lock (_gate)
        {
            var key = (chat, temporaryMessage);
            if (_unclaimed.Remove(key, out var outcome))
            {
                return Task.FromResult(outcome);
            }

            if (!_waiting.TryGetValue(key, out var waiting))
            {
                waiting = new TaskCompletionSource<SendOutcome?>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting[key] = waiting;
            }

            return waiting.Task;
        }
    }

    public void Forget(long chat, long temporaryMessage)
    {
        lock (_gate)
        {
            _waiting.Remove((chat, temporaryMessage));
        }
    }

    private void Note(JsonElement message)
    {
        if (IsPending(message))
        {
            lock (_gate)
            {
                _pending[(message.Number("chat_id"), message.Number("id"))] = message.Clone();
            }
        }
    }

    /// <summary>
    /// Of messages that the server knows there is nothing to be awaited. Nor of those that failed before: their numbers are given to others,
    /// which may be awaited already.
    /// </summary>
    private void GiveUp(long chat, IEnumerable<long> messages)
    {
        foreach (var message in messages.Where(message => RemoteIds.Message(message) is null))
        {
            bool isSending;
            lock (_gate)
            {
                isSending = _pending.ContainsKey((chat, message));
            }

            if (isSending)
            {
                Tell((chat, message), outcome: null);
            }
        }
    }

    private void Tell((long Chat, long Message) key, SendOutcome? outcome)
    {
        lock (_gate)
        {
            _pending.Remove(key);
            if (_waiting.Remove(key, out var waiting))
            {
                waiting.TrySetResult(outcome);
                return;
            }

            if (outcome is null && _unclaimed.ContainsKey(key))
            {
                // How it ended was told before.
                return;
            }

            _unclaimed[key] = outcome;
            _order.Enqueue(key);
            if (_order.Count > Kept)
            {
                _unclaimed.Remove(_order.Dequeue());
            }
        }
    }

    private static TdException Error(JsonElement update) => update.Object("error") is { } error
        ? new TdException((int)error.Number("code"), error.Text("message"))
        : new TdException(500, "Telegram gave no reason.");
}
