using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals.Marks;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Portals.Users;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>What happens to a chat itself: who comes and goes, how it looks, where it moves.</summary>
internal sealed class RemoteChatEvents(RemoteMemberships memberships, RemoteNonMembers nonMembers, RemoteNotices notices, RemoteChatMoves moves, PortalExits exits, PortalUpkeep upkeep, KeptChats kept)
{
    /// <param name="portal">Null where the chat has no portal; it may have one without a room.</param>
    public async Task<RowOutcome> BridgeAsync(
        RunningAccount account, PortalRow? portal, RemoteEvent remoteEvent, JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        if (remoteEvent is RemoteMembership outside && RemoteNonMembers.Concerns(outside))
        {
            return portal?.RoomId is null ? RowOutcome.Nothing : await nonMembers.BridgeAsync(account, portal, outside, cancellationToken);
        }

        if (remoteEvent is RemoteMembership membership)
        {
            return await memberships.BridgeAsync(account, portal, membership, cancellationToken);
        }

        if (remoteEvent is RemoteChatSettings settings)
        {
            await kept.ToldAsync(account, portal, settings, cancellationToken);
            return RowOutcome.Nothing;
        }

        if (remoteEvent is RemoteChatMove && SourceKeys.IsAwaiting(row.SourceKey))
        {
            return await moves.AwaitAsync(row, cancellationToken);
        }

        if (portal is not { RoomId: not null })
        {
            return RowOutcome.Nothing;
        }

        switch (remoteEvent)
        {
            case RemoteNotice notice:
                return await notices.BridgeAsync(portal, notice, row, lane, cancellationToken);
            case RemoteChatMove move:
                return await moves.BridgeAsync(account, portal, move, lane, cancellationToken);
            case RemoteChatDeletion:
                await exits.ChatDeletedAsync(account, portal, cancellationToken);
                break;
            case RemoteChatChange change:
                upkeep.Changed(account, portal.Chat, change);
                break;
        }

        return RowOutcome.Nothing;
    }
}
