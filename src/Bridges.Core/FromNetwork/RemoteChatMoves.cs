using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Identity;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Lets a chat that got another key go on in its room.</summary>
internal sealed class RemoteChatMoves(
    PortalRegistry portals, PortalCloser closer, AccountChats chats, PortalUpkeep upkeep, Journal journal, RowWaits waits, MovedLanes lanes, HomeserverClients clients)
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
            await EndAsync(portal, move, goesOnIn, cancellationToken);
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

    /// <summary>Says where the chat goes on, in words and so that clients let nobody write any more, and gives the room up.</summary>
    private async Task EndAsync(PortalRow portal, RemoteChatMove move, string goesOnIn, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        await clients.Main.SendMessageAsync(
            actingAs: null, room, TransactionIds.Of(portal.Network, portal.Chat, $"moved to {move.NewKey}"),
            RoomMessageContent.Notice($"This chat goes on in another room: https://matrix.to/#/{goesOnIn}"), timestamp: null, cancellationToken);
        try
        {
            var end = new JsonObject { ["body"] = "This chat goes on in another room.", ["replacement_room"] = goesOnIn };
            await clients.Main.SendStateAsync(actingAs: null, room, RoomStateTypes.Tombstone, "", end, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // Without the power to end the room, the words are all.
        }

        await closer.CloseAsync(portal, cancellationToken);
    }
}
