using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Lets a chat that got another key go on in its room.</summary>
internal sealed class RemoteChatMoves(
    PortalRegistry portals, PortalCloser closer, AccountChats chats, PortalUpkeep upkeep, HomeserverClients clients)
{
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

        await chats.MoveAsync(account.Network, portal.Chat, move.NewKey, cancellationToken);
        await portals.MoveAsync(portal, move.NewKey, cancellationToken);
        upkeep.Compare(account, move.NewKey, soon: true);
        return RowOutcome.Nothing;
    }
}
