using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Upkeep;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Lets a chat that got another key go on in its room.</summary>
internal sealed class RemoteChatMoves(
    PortalRegistry portals, RoomsLeftBehind leftBehind, AccountChats chats, PortalUpkeep upkeep, Journal journal, RowWaits waits, MovedLanes lanes)
{
    /// <summary>Lets what is told under the new key wait until the chat has moved: else it would get a second room.</summary>
    public async Task<RowOutcome> AwaitAsync(JournalRow row, CancellationToken cancellationToken)
    {
        await waits.WaitAsync(
            row, () => journal.FindBySourceAsync(row.Network, SourceKeys.MoveOf(row.SourceKey!), cancellationToken), RowWaits.Limit, cancellationToken);
        return RowOutcome.Nothing;
    }

    public async Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow portal, RemoteChatMove move, LaneContext lane, CancellationToken cancellationToken)
    {
        if (move.NewKey == portal.Chat)
        {
            return RowOutcome.Nothing;
        }

        if (await portals.FindAsync(account.Network, move.NewKey, cancellationToken) is { RoomId: { } goesOnIn })
        {
            await leftBehind.EndAsync(portal, move.NewKey, goesOnIn, cancellationToken);
            return RowOutcome.Nothing;
        }

        // What was noted in this lane, and what is on its way to the network, goes along.
        await lane.SettleAsync();
        await lanes.EmptyAsync(portal.Network, portal.Chat, move.NewKey, cancellationToken);
        var prefix = move.NumbersMessagesAnew ? RemoteMessageId.FormerPrefix(portal.Chat) : "";
        await chats.MoveAsync(portals, portal, move.NewKey, prefix, cancellationToken);
        upkeep.Compare(account, move.NewKey, soon: true);
        return RowOutcome.Nothing;
    }
}
