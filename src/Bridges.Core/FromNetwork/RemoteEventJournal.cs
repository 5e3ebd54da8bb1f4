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
    public async Task<bool> AppendAsync(RunningAccount account, RemoteEvent remoteEvent, bool replayed, CancellationToken cancellationToken) =>
        await AppendAsync(account, [remoteEvent], replayed, cancellationToken) > 0;

    /// <summary>The same for several: all are on disk, by one commit, or none.</summary>
    /// <returns>How many rows were not there already.</returns>
    public async Task<int> AppendAsync(RunningAccount account, IReadOnlyList<RemoteEvent> remoteEvents, bool replayed, CancellationToken cancellationToken) =>
        (await AppendRowsAsync(account, remoteEvents, replayed, cancellationToken)).Count;

    /// <summary>The same, for whoever wants to know what becomes of them.</summary>
    /// <returns>The rows that were not there already.</returns>
    public async Task<IReadOnlyList<JournalRow>> AppendRowsAsync(RunningAccount account, IReadOnlyList<RemoteEvent> remoteEvents, bool replayed, CancellationToken cancellationToken)
    {
        Pass(Checkpoint.EventReceived, remoteEvents);
        var added = await journal.AppendAsync([.. remoteEvents.SelectMany(remoteEvent => Rows(account, remoteEvent, replayed))], transactionId: null, cancellationToken);
        Pass(Checkpoint.EventJournaled, remoteEvents);
        return added;
    }

    /// <summary>Asks for a chat's room with so many of its last messages, in the chat's lane: what is told from now on stands behind them.</summary>
    public Task OrderRoomAsync(RunningAccount account, ChatKey chat, int messages, CancellationToken cancellationToken) =>
        AppendAsync(account, chat, source: null, new JournaledRoomOrder(account.Id, chat, RoomOrder.Open, messages).Serialize(), cancellationToken);

    /// <summary>Asks for a chat's room, in the chat's lane.</summary>
    public Task OrderRoomAsync(RunningAccount account, ChatKey chat, RoomOrder order, CancellationToken cancellationToken) =>
        AppendAsync(account, chat, source: null, new JournaledRoomOrder(account.Id, chat, order).Serialize(), cancellationToken);

    /// <inheritdoc/>
    public Task OrderAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) => OrderRoomAsync(account, chat, RoomOrder.BringOwner, cancellationToken);

    /// <summary>A move stands in the lane of the chat that goes, and what is told under the new key waits for it.</summary>
    /// <param name="waiting">The row that needs the move: however often it is tried, it orders one.</param>
    /// <returns>By what its row is found again.</returns>
    public async Task<string> AppendMoveAsync(RunningAccount account, RemoteChatMove move, long waiting, CancellationToken cancellationToken)
    {
        var source = SourceKeys.OfMove(account.Network, move.Chat, $"for:{waiting}");
        await journal.AppendAsync([.. Rows(account, move, source, new JournaledRemoteEvent(account.Id, move, Replayed: false).Serialize())], transactionId: null, cancellationToken);
        return source;
    }

    private async Task<bool> AppendAsync(RunningAccount account, ChatKey chat, string? source, byte[] payload, CancellationToken cancellationToken) =>
        (await journal.AppendAsync([Row(account, chat, source, payload)], transactionId: null, cancellationToken)).Count > 0;

    private static IEnumerable<NewJournalRow> Rows(RunningAccount account, RemoteEvent remoteEvent, bool replayed)
    {
        var payload = new JournaledRemoteEvent(account.Id, remoteEvent, replayed).Serialize();
        if (remoteEvent is RemoteChatMove move)
        {
            return Rows(account, move, SourceKeys.OfMove(account.Network, move.Chat, $"{Guid.NewGuid():N}"), payload);
        }

        return [Row(account, remoteEvent.Chat, remoteEvent.DeduplicationKey is { } key ? SourceKeys.Of(account.Network, remoteEvent.Chat, key) : null, payload)];
    }

    private static IEnumerable<NewJournalRow> Rows(RunningAccount account, RemoteChatMove move, string source, byte[] payload) =>
        [Row(account, move.Chat, source, payload), Row(account, move.NewKey, SourceKeys.AwaitingOf(source), payload)];

    private static NewJournalRow Row(RunningAccount account, ChatKey chat, string? source, byte[] payload) =>
        new(LaneKey.Of(account.Network, chat), JournalDirection.FromNetwork, account.Network, source, payload);

    private void Pass(Checkpoint checkpoint, IReadOnlyList<RemoteEvent> remoteEvents)
    {
        foreach (var _ in remoteEvents.Where(remoteEvent => remoteEvent is RemoteMessage or RemoteEdit or RemoteDeletion))
        {
            checkpoints.Reached(checkpoint);
        }
    }
}
