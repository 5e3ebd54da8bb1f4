using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>Gives a room its look back where the network did not take the new one.</summary>
internal sealed class RoomLookReturn(HomeserverClients clients)
{
    public async Task ReturnAsync(PortalRow portal, MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        var type = roomEvent.Type;
        var shown = await clients.Main.GetStateAsync(actingAs: null, roomEvent.RoomId, type, "", cancellationToken);
        if (RoomLook.ValueIn(type, shown) == RoomLook.ValueIn(type, roomEvent.Content))
        {
            await clients.Main.SendStateAsync(actingAs: null, roomEvent.RoomId, type, "", RoomLook.Content(type, RoomLook.ValueOf(type, portal)), cancellationToken);
        }
    }
}
