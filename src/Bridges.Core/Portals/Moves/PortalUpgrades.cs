using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Moves;

/// <summary>
/// Follows a room that was upgraded into the one that replaces it. The old room's end names the new one, and the new one's
/// beginning the old one: only where both agree does the chat move.
/// </summary>
internal sealed class PortalUpgrades(PortalRegistry portals, ReplacementRooms replacements, PortalMove move, HomeserverClients clients)
{
    /// <summary>A portal's room ended: goes into the next one where the bot can. Where it is only invited later, that leads there.</summary>
    public async Task EndedAsync(PortalRow portal, MatrixEvent tombstone, CancellationToken cancellationToken)
    {
        if (tombstone.Content.TryGetProperty("replacement_room", out var named) && RoomId.TryParse(named.ToString(), out var next)
            && await replacements.EnterAsync(portal, next, cancellationToken))
        {
            await FollowAsync(portal, next, cancellationToken);
        }
    }

    /// <summary>The bot came into a room: where it replaces a portal's, the portal moves there.</summary>
    /// <returns>False where it is another room.</returns>
    public async Task<bool> TryFollowAsync(RoomId next, CancellationToken cancellationToken)
    {
        var create = await clients.Main.GetStateAsync(actingAs: null, next, EventTypes.Create, "", cancellationToken);
        if (!RoomId.TryParse(create?["predecessor"]?["room_id"]?.ToString(), out var old) || await portals.ByRoomAsync(old, cancellationToken) is not { } portal)
        {
            return false;
        }

        await FollowAsync(portal, next, cancellationToken);
        return true;
    }

    private async Task FollowAsync(PortalRow portal, RoomId next, CancellationToken cancellationToken)
    {
        var old = new RoomId(portal.RoomId!);
        var end = await clients.Main.GetStateAsync(actingAs: null, old, RoomStateTypes.Tombstone, "", cancellationToken);
        var beginning = await clients.Main.GetStateAsync(actingAs: null, next, EventTypes.Create, "", cancellationToken);
        if (end?["replacement_room"]?.ToString() == next.Value && beginning?["predecessor"]?["room_id"]?.ToString() == old.Value)
        {
            await move.RunAsync(portal, next, cancellationToken);
        }
    }
}
