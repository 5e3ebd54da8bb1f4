using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals.Spaces;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Puts what happened on a network, and what the bridge wants done in a chat, into the journal: each in the lane of its chat.</summary>
internal sealed class RemoteEventJournal(Journal journal, ICheckpoints checkpoints) : IRoomOrders
{
    /// <summary>Completes when it is on disk. Told twice, it is journaled once.</summary>
    /// <returns>False where it was there already.</returns>
    public async Task<bool> AppendAsync(RunningAccount account, RemoteEvent remoteEvent, bool replayed, CancellationToken cancellationToken)
    {
        if (remoteEvent is RemoteChatMove move)
        {
            await AppendMoveAsync(account, move, cancellationToken);
            return true;
        }

        var source = remoteEvent.DeduplicationKey is { } key ? SourceKeys.Of(account.Network, remoteEvent.Chat, key) : null;
        Pass(Checkpoint.EventReceived, remoteEvent);
        var isNew = await AppendAsync(account, remoteEvent.Chat, source, new JournaledRemoteEvent(account.Id, remoteEvent, replayed).Serialize(), cancellationToken);
        Pass(Checkpoint.EventJournaled, remoteEvent);
        return isNew;
    }

    /// <summary>Asks for a chat's room, in the chat's lane.</summary>
    public Task OrderRoomAsync(RunningAccount account, ChatKey chat, RoomOrder order, CancellationToken cancellationToken) =>
        AppendAsync(account, chat, source: null, new JournaledRoomOrder(account.Id, chat, order).Serialize(), cancellationToken);

    /// <inheritdoc/>
    public Task OrderAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) => OrderRoomAsync(account, chat, RoomOrder.BringOwner, cancellationToken);

    /// <summary>A move stands in the lane of the chat that goes, and what is told under the new key waits for it.</summary>
    /// <returns>By what its row is found again.</returns>
    public async Task<string> AppendMoveAsync(RunningAccount account, RemoteChatMove move, CancellationToken cancellationToken)
    {
        var source = SourceKeys.OfMove(account.Network, move.Chat);
        var payload = new JournaledRemoteEvent(account.Id, move).Serialize();
        await journal.AppendAsync(
            [Row(account, move.Chat, source, payload), Row(account, move.NewKey, SourceKeys.AwaitingOf(source), payload)], transactionId: null, cancellationToken);
        return source;
    }

    private async Task<bool> AppendAsync(RunningAccount account, ChatKey chat, string? source, byte[] payload, CancellationToken cancellationToken) =>
        (await journal.AppendAsync([Row(account, chat, source, payload)], transactionId: null, cancellationToken)).Count > 0;

    private static NewJournalRow Row(RunningAccount account, ChatKey chat, string? source, byte[] payload) =>
        new(LaneKey.Of(account.Network, chat), JournalDirection.FromNetwork, account.Network, source, payload);

    private void Pass(Checkpoint checkpoint, RemoteEvent remoteEvent)
    {
        if (remoteEvent is RemoteMessage or RemoteEdit or RemoteDeletion)
        {
            checkpoints.Reached(checkpoint);
        }
    }
}
