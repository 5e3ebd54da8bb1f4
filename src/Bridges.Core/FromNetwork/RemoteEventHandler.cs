using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Takes a remote event from its lane to those who know its kind.</summary>
internal sealed class RemoteEventHandler(
    AccountRegistry accounts, PortalMaker portals, RemoteMessages messages, RemoteEdits edits, RemoteDeletions deletions,
    RemoteReadReceipts receipts, PortalUpdates updates, PortalRegistry known)
{
    public async Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        var journaled = JournaledRemoteEvent.TryRead(row);
        var order = journaled is null or { Event: RemoteChatChange } ? JournaledRoomOrder.TryRead(row) : null;
        if ((order?.Account ?? journaled?.Account) is not { } id)
        {
            return new RowOutcome.GiveUp("The journaled event cannot be read.");
        }

        if (accounts.Find(row.Network, id) is not { } account)
        {
            return await accounts.IsStoredAsync(row.Network, id, cancellationToken)
                ? new RowOutcome.TryAgain("The account that it came for is not running.")
                : new RowOutcome.GiveUp("The account that it came for is logged out.");
        }

        return order is not null
            ? await CarryOutAsync(account, order, cancellationToken)
            : await BridgeAsync(account, journaled!, lane, cancellationToken);
    }

    private async Task<RowOutcome> BridgeAsync(RunningAccount account, JournaledRemoteEvent journaled, LaneContext lane, CancellationToken cancellationToken)
    {
        var remoteEvent = journaled.Event;
        if (remoteEvent is RemoteMessage message)
        {
            var portal = await portals.EnsureAsync(account, message.Chat, message.FromSelf ? null : message.Sender, cancellationToken);
            return await messages.BridgeAsync(account, portal, message, journaled.Replayed, lane, cancellationToken);
        }

        // What concerns a chat without a room concerns nobody on Matrix.
        if (await known.FindAsync(account.Network, remoteEvent.Chat, cancellationToken) is not { RoomId: not null } existing)
        {
            return RowOutcome.Nothing;
        }

        return remoteEvent switch
        {
            RemoteEdit edit => await edits.BridgeAsync(account, existing, edit, lane, cancellationToken),
            RemoteDeletion deletion => await deletions.BridgeAsync(account, existing, deletion, lane, cancellationToken),
            RemoteReadReceipt receipt => await receipts.BridgeAsync(account, existing, receipt, lane, cancellationToken),
            RemoteChatChange => await updates.BridgeAsync(account, existing, cancellationToken),
            _ => RowOutcome.Nothing,
        };
    }

    private async Task<RowOutcome> CarryOutAsync(RunningAccount account, JournaledRoomOrder order, CancellationToken cancellationToken)
    {
        if (order.Order == RoomOrder.BringOwner)
        {
            await portals.EnsureAsync(account, order.Chat, company: null, cancellationToken);
            return RowOutcome.Nothing;
        }

        var portal = await portals.OpenAsync(account, order.Chat, cancellationToken);
        return await updates.BridgeAsync(account, portal, cancellationToken);
    }
}
