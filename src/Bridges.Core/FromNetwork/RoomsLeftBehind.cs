using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Identity;
using Bridges.Core.Portals.Users;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Ends the room of a chat that goes on in another one.</summary>
internal sealed class RoomsLeftBehind(PortalCloser closer, HomeserverClients clients)
{
    /// <summary>Says where the chat goes on, in words and so that clients let nobody write any more, and gives the room up.</summary>
    public async Task EndAsync(PortalRow portal, ChatKey next, string goesOnIn, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        await clients.Main.SendMessageAsync(
            actingAs: null, room, TransactionIds.Of(portal.Network, portal.Chat, $"moved to {next}"),
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
