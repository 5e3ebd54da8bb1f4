using Bridges.Abstractions;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Rooms;

/// <summary>
/// Finds the room that was made for a chat when the bridge died before it could note which room that was. Creation of a
/// room cannot be repeated safely, so the room itself is asked: it carries the chat's bridge information from birth.
/// </summary>
internal sealed partial class OrphanedRooms(
    HomeserverClients clients, PortalRegistry portals, BridgeInformation information, CoreOptions options, ILogger<OrphanedRooms> logger)
{
    public async Task<RoomId?> FindAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        foreach (var room in await clients.Main.JoinedRoomsAsync(actingAs: null, cancellationToken))
        {
            if (await portals.ByRoomAsync(room, cancellationToken) is null && await WasMadeForAsync(room, network, chat, cancellationToken))
            {
                Log.Found(logger, room.Value);
                return room;
            }
        }

        return null;
    }

    private async Task<bool> WasMadeForAsync(RoomId room, NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        var (type, stateKey) = (BridgeInformation.EventTypes[0], information.StateKeyOf(network));
        var content = await clients.Main.GetStateAsync(actingAs: null, room, type, stateKey, cancellationToken);
        if (BridgeInformation.Read(content) != (network, chat))
        {
            return false;
        }

        // Anybody can claim so in a room of theirs, and invite the bot: only what the bot itself has made counts.
        var state = await clients.Main.GetAllStateAsync(actingAs: null, room, cancellationToken);
        return state.Any(made => made.Type == EventTypes.Create && made.Sender == options.Bot)
            && state.Any(claim => claim.Type == type && claim.StateKey == stateKey && claim.Sender == options.Bot);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Found room {Room}, made before a crash, for its chat")]
        public static partial void Found(ILogger logger, string room);
    }
}
