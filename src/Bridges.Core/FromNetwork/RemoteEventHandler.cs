using Bridges.Abstractions;
using Bridges.Core.Accounts;
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
        if (JournaledRemoteEvent.TryRead(row) is not { } journaled)
        {
            return new RowOutcome.GiveUp("The journaled event cannot be read.");
        }

        if (accounts.Find(row.Network, journaled.Account) is not { } account)
        {
            return await accounts.IsStoredAsync(row.Network, journaled.Account, cancellationToken)
                ? new RowOutcome.TryAgain("The account that it came for is not running.")
                : new RowOutcome.GiveUp("The account that it came for is logged out.");
        }

        var remoteEvent = journaled.Event;
        if (remoteEvent is RemoteMessage message)
        {
            var portal = await portals.EnsureAsync(account, message.Chat, message.FromSelf ? null : message.Sender, cancellationToken);
            return await messages.BridgeAsync(account, portal, message, journaled.Replayed, lane, cancellationToken);
        }

        if (journaled.BringsOwner)
        {
            await portals.EnsureAsync(account, remoteEvent.Chat, company: null, cancellationToken);
            return RowOutcome.Nothing;
        }

        if (journaled.MakesRoom)
        {
            await portals.OpenAsync(account, remoteEvent.Chat, cancellationToken);
        }

        // What concerns a chat without a room concerns nobody on Matrix.
        if (await known.FindAsync(row.Network, remoteEvent.Chat, cancellationToken) is not { RoomId: not null } existing)
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
}
