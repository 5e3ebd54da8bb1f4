using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Takes a row of a network from its lane to those who know its kind.</summary>
internal sealed class RemoteEventHandler(AccountRegistry accounts, RemoteRooms rooms, RemoteChatEvents chatEvents, RemoteChanges changes, PortalRegistry known, CurrentPeople people)
{
    public async Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        var journaled = JournaledRemoteEvent.TryRead(row);
        var order = journaled is null or { Event: RemoteChatChange } ? JournaledRoomOrder.TryRead(row) : null;
        if ((order?.Account ?? journaled?.Account) is not { } teller)
        {
            return new RowOutcome.GiveUp("The journaled event cannot be read.");
        }

        if (accounts.Find(row.Network, teller) is not { } account)
        {
            return await accounts.IsStoredAsync(row.Network, teller, cancellationToken)
                ? new RowOutcome.TryAgain("The account that it came for is not running.")
                : new RowOutcome.GiveUp("The account that it came for is logged out.");
        }

        return order is not null
            ? await rooms.OpenAsync(account, order, lane, cancellationToken)
            : await HandleAsync(account, journaled!, row, lane, cancellationToken);
    }

    private async Task<RowOutcome> HandleAsync(RunningAccount account, JournaledRemoteEvent journaled, JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        var remoteEvent = people.In(row.Network, journaled.Event);
        if (remoteEvent is RemoteMessage message)
        {
            return await rooms.BridgeAsync(account, message, journaled.Replayed, lane, cancellationToken);
        }

        var portal = await known.FindAsync(row.Network, remoteEvent.Chat, cancellationToken);
        if (remoteEvent is RemoteMembership or RemoteChatChange or RemoteChatMove or RemoteChatDeletion or RemoteNotice or RemoteChatSettings)
        {
            return await chatEvents.BridgeAsync(account, portal, remoteEvent, row, lane, cancellationToken);
        }

        // What concerns a chat without a room concerns nobody on Matrix.
        if (portal is not { RoomId: not null } existing)
        {
            return RowOutcome.Nothing;
        }

        return await changes.BridgeAsync(account, existing, remoteEvent, lane, cancellationToken);
    }
}
