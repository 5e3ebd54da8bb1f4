using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Identity;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Lets a chat that got another key go on in its room.</summary>
internal sealed class RemoteChatMoves(
    PortalRegistry portals, PortalCloser closer, AccountChats chats, PortalUpkeep upkeep, Journal journal, RowWaits waits, HomeserverClients clients)
{
    /// <summary>Lets what is told under the new key wait until the chat has moved: else it would get a second room.</summary>
    public async Task<RowOutcome> AwaitAsync(JournalRow row, CancellationToken cancellationToken)
    {
        await waits.WaitAsync(
            row, () => journal.FindBySourceAsync(row.Network, SourceKeys.MoveOf(row.SourceKey!), cancellationToken), RowWaits.Limit, cancellationToken);
        return RowOutcome.Nothing;
    }

    public async Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow portal, RemoteChatMove move, CancellationToken cancellationToken)
    {
        if (move.NewKey == portal.Chat)
        {
            return RowOutcome.Nothing;
        }

        if (await portals.FindAsync(account.Network, move.NewKey, cancellationToken) is { RoomId: { } goesOnIn })
        {
            await clients.Main.SendMessageAsync(
                actingAs: null, new RoomId(portal.RoomId!), TransactionIds.Of(portal.Network, portal.Chat, $"moved to {move.NewKey}"),
                RoomMessageContent.Notice($"This chat goes on in another room: https://matrix.to/#/{goesOnIn}"), timestamp: null, cancellationToken);
            await closer.CloseAsync(portal, cancellationToken);
            return RowOutcome.Nothing;
        }

        await chats.MoveAsync(portals, portal, move.NewKey, cancellationToken);
        upkeep.Compare(account, move.NewKey, soon: true);
        return RowOutcome.Nothing;
    }
}
