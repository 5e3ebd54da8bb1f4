using System.Collections.Concurrent;
using System.Text.Json;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Accounts.Updates;

/// <summary>Picks the updates that matter to the host and queues them.</summary>
internal sealed class UpdateIntake(UpdateQueue<AccountUpdate> queue, ConnectionReport connection) : IUpdateSink
{
    private readonly ConcurrentDictionary<StateChange, byte> _queuedChanges = new();

    public ValueTask TakeAsync(TdClient client, JsonElement update, StateChange change, CancellationToken cancellationToken) =>
        Pick(client, update, change) is { } picked ? queue.EnqueueAsync(picked, cancellationToken) : ValueTask.CompletedTask;

    /// <summary>The change was taken out of the queue: the next one like it is news again.</summary>
    public void Taken(StateChange change) => _queuedChanges.TryRemove(change, out _);

    private AccountUpdate? Pick(TdClient client, JsonElement update, StateChange change) => update.Type() switch
    {
        "updateNewMessage" or "updateMessageSendSucceeded" or "updateMessageEdited" or "updateMessageContent" or "updateDeleteMessages"
            or "updateChatAction" =>
            new AccountUpdate.Raw(update.Clone(), client.State),
        "updateConnectionState" or "updateAuthorizationState" when connection.Next(client) is { } state => new AccountUpdate.Connection(state),
        _ when change.Kind != StateChangeKind.None && _queuedChanges.TryAdd(change, 0) => new AccountUpdate.Changed(change, client.State),
        _ => null,
    };
}
