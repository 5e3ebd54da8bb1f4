using System.Text.Json;

namespace Bridges.Telegram.Td;

/// <summary>
/// Brings together a message's temporary id, known from the answer to <c>sendMessage</c>, with the update that tells how
/// it ended. The update may come first, so the latest outcomes are kept for a while.
/// </summary>
internal sealed class SendOutcomes
{
    private const int Kept = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<(long Chat, long Message), SendOutcome> _unclaimed = [];
    private readonly Queue<(long Chat, long Message)> _order = new();
    private readonly Dictionary<(long Chat, long Message), TaskCompletionSource<SendOutcome>> _waiting = [];
    private readonly Dictionary<(long Chat, long Message), JsonElement> _pending = [];

    /// <summary>What TDLib is sending in a chat, in order.</summary>
    public IReadOnlyList<JsonElement> PendingIn(long chat)
    {
        lock (_gate)
        {
            return [.. _pending.Where(entry => entry.Key.Chat == chat).OrderBy(entry => entry.Key.Message).Select(entry => entry.Value)];
        }
    }

    public void Apply(JsonElement update)
    {
        if (update.Is("updateNewMessage") && update.Object("message") is { } sending)
        {
            Note(sending);
            return;
        }

        var succeeded = update.Is("updateMessageSendSucceeded");
        if ((succeeded || update.Is("updateMessageSendFailed")) && update.Object("message") is { } message)
        {
            var error = succeeded ? null : Error(update);
            Tell((message.Number("chat_id"), update.Number("old_message_id")), new SendOutcome(message.Clone(), error));
        }
    }

    /// <summary>Completes when the message with this temporary id has been sent or has failed.</summary>
    public Task<SendOutcome> WaitAsync(long chat, long temporaryMessage)
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
                waiting = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
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
        if (message.Object("sending_state")?.Is("messageSendingStatePending") == true)
        {
            lock (_gate)
            {
                _pending[(message.Number("chat_id"), message.Number("id"))] = message.Clone();
            }
        }
    }

    private void Tell((long Chat, long Message) key, SendOutcome outcome)
    {
        lock (_gate)
        {
            _pending.Remove(key);
            if (_waiting.Remove(key, out var waiting))
            {
                waiting.TrySetResult(outcome);
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
