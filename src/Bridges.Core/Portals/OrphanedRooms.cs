using Bridges.Abstractions;
using Bridges.Core.Rooms;
using Bridges.Matrix;

namespace Bridges.Core.Portals;

/// <summary>
/// Finds the room that was made for a chat when the bridge died before it could note which room that was. Creation of a
/// room cannot be repeated safely, so the room itself is asked: it carries the chat's bridge information from birth.
/// </summary>
internal sealed class OrphanedRooms(HomeserverClients clients, PortalRegistry portals, BridgeInformation information)
{
    public async Task<RoomId?> FindAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        foreach (var room in await clients.Main.JoinedRoomsAsync(actingAs: null, cancellationToken))
        {
            if (await portals.ByRoomAsync(room, cancellationToken) is not null)
            {
                continue;
            }

            var content = await clients.Main.GetStateAsync(
                actingAs: null, room, BridgeInformation.EventTypes[0], information.StateKeyOf(network), cancellationToken);
            if (BridgeInformation.Read(content) == (network, chat))
            {
                return room;
            }
        }

        return null;
    }
}
