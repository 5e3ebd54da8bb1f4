using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Core.Portals;

namespace Bridges.Core.FromNetwork;

/// <summary>Takes what accounts tell while they are connected.</summary>
internal sealed class ReceivedEvents(RemoteEventJournal journal, AccountChats chats)
{
    /// <summary>Completes when it is on disk.</summary>
    public async Task TakeAsync(RunningAccount account, RemoteEvent remoteEvent, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(account, remoteEvent, replayed: false, cancellationToken);
        if (remoteEvent is RemoteMessage { Chat: { Receiver: null } chat } && await chats.StateAsync(account, chat, cancellationToken) is null)
        {
            // Where another account told of the message first, this one's copy is left out, and its owner would stay outside.
            await journal.OrderRoomAsync(account, chat, RoomOrder.BringOwner, cancellationToken);
        }
    }
}
