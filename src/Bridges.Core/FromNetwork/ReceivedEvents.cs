using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Core.Portals;

namespace Bridges.Core.FromNetwork;

/// <summary>Takes what accounts tell while they are connected.</summary>
internal sealed class ReceivedEvents(RemoteEventJournal journal, HeldEvents heldEvents, AccountChats chats)
{
    /// <inheritdoc cref="HeldEvents.HoldAsync"/>
    public Task<long?> HoldAsync(RunningAccount account, RemoteEvent remoteEvent, CancellationToken cancellationToken) =>
        heldEvents.HoldAsync(account, remoteEvent, cancellationToken);

    /// <summary>Completes when it is in the journal, on disk.</summary>
    /// <param name="held">What <see cref="HoldAsync"/> said of it; null where it was not held.</param>
    public async Task TakeAsync(RunningAccount account, RemoteEvent remoteEvent, long? held, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(account, remoteEvent, replayed: false, cancellationToken);
        if (held is { } number)
        {
            await heldEvents.LetGoAsync(number, cancellationToken);
        }

        if (remoteEvent is RemoteMessage { Chat: { Receiver: null } chat } && await chats.StateAsync(account, chat, cancellationToken) is null)
        {
            // Where another account told of the message first, this one's copy is left out, and its owner would stay outside.
            await journal.OrderRoomAsync(account, chat, RoomOrder.BringOwner, cancellationToken);
        }
    }
}
