using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Puts what happened on a network, and what the bridge wants done in a chat, into the journal: each in the lane of its chat.</summary>
internal sealed class RemoteEventJournal(Journal journal, ICheckpoints checkpoints)
{
    /// <summary>Completes when it is on disk. Told twice, it is journaled once.</summary>
    public async Task AppendAsync(RunningAccount account, RemoteEvent remoteEvent, bool replayed, CancellationToken cancellationToken)
    {
        var source = remoteEvent.DeduplicationKey is { } key ? SourceKeys.Of(account.Network, remoteEvent.Chat, key) : null;
        Pass(Checkpoint.EventReceived, remoteEvent);
        await AppendAsync(account, remoteEvent.Chat, source, new JournaledRemoteEvent(account.Id, remoteEvent, replayed).Serialize(), cancellationToken);
        Pass(Checkpoint.EventJournaled, remoteEvent);
    }

    /// <summary>Asks for a chat's room, in the chat's lane.</summary>
    public Task OrderRoomAsync(RunningAccount account, ChatKey chat, RoomOrder order, CancellationToken cancellationToken) =>
        AppendAsync(account, chat, source: null, new JournaledRoomOrder(account.Id, chat, order).Serialize(), cancellationToken);

    private async Task AppendAsync(RunningAccount account, ChatKey chat, string? source, byte[] payload, CancellationToken cancellationToken) =>
        await journal.AppendAsync(
            [new NewJournalRow(LaneKey.Of(account.Network, chat), JournalDirection.FromNetwork, account.Network, source, payload)], transactionId: null, cancellationToken);

    private void Pass(Checkpoint checkpoint, RemoteEvent remoteEvent)
    {
        if (remoteEvent is RemoteMessage or RemoteEdit or RemoteDeletion)
        {
            checkpoints.Reached(checkpoint);
        }
    }
}
