using System.Collections.Concurrent;
using System.Text.Json;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Updates;

/// <summary>Picks the updates that matter to the host and queues them.</summary>
internal sealed class UpdateIntake(UpdateQueue<AccountUpdate> queue, ConnectionReport connection, ToldMessages told) : IUpdateSink
{
    private readonly ConcurrentDictionary<StateChange, byte> _queuedChanges = new();

    public ValueTask TakeAsync(TdState state, JsonElement update, StateChange change, CancellationToken cancellationToken)
    {
        if (Pick(state, update, change) is not { } picked)
        {
            return ValueTask.CompletedTask;
        }

        connection.BeforeEvent();
        return queue.EnqueueAsync(picked, cancellationToken);
    }

    /// <summary>Not by way of the queue: the host may hold back its first event until it hears that the account is connected.</summary>
    public void ConnectionChanged(ITdCondition client) => connection.Follow(client);

    /// <summary>The change was taken out of the queue: the next one like it is news again.</summary>
    public void Taken(StateChange change) => _queuedChanges.TryRemove(change, out _);

    private AccountUpdate? Pick(TdState state, JsonElement update, StateChange change)
    {
        var type = update.Type();
        if (type is "updateNewMessage" or "updateMessageSendSucceeded" && update.Object("message") is { } message)
        {
            told.Told(message);
        }

        return type switch
        {
            "updateChatLastMessage" => told.Untold(update) is { } after ? new AccountUpdate.Untold(update.Object("last_message")!.Value.Clone(), after, state) : null,
            "updateNewMessage" or "updateMessageSendSucceeded" or "updateMessageContent" or "updateMessageEdited" or "updateDeleteMessages" or "updateChatAction"
                or "updateMessageInteractionInfo" or "updateMessageIsPinned" or "updateChatPendingJoinRequests" =>
                new AccountUpdate.Raw(update.Clone(), state),
            _ when change.Kind != StateChangeKind.None && _queuedChanges.TryAdd(change, 0) => new AccountUpdate.Changed(change, state),
            _ => null,
        };
    }
}
