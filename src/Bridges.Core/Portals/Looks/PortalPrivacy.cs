using System.Text.Json.Nodes;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Looks;

/// <summary>
/// Makes rooms of an earlier version as private as new ones are: their history for those who were there, no guests. Once for each, so that
/// what an admin sets afterwards stays.
/// </summary>
internal sealed class PortalPrivacy(PortalRegistry portals, HomeserverClients clients)
{
    /// <summary>What a portal's room has that was made, or mended, by this version.</summary>
    public const string Current = "private-1";

    public async Task MendAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        if (portal.InfoHash == Current)
        {
            return;
        }

        var room = new RoomId(portal.RoomId!);
        if (await ValueAsync(room, RoomStateTypes.HistoryVisibility, "history_visibility", cancellationToken) is "shared" or "world_readable" or null)
        {
            await SetAsync(room, RoomStateTypes.HistoryVisibility, new JsonObject { ["history_visibility"] = "joined" }, cancellationToken);
        }

        if (await ValueAsync(room, RoomStateTypes.GuestAccess, "guest_access", cancellationToken) is not "forbidden")
        {
            await SetAsync(room, RoomStateTypes.GuestAccess, new JsonObject { ["guest_access"] = "forbidden" }, cancellationToken);
        }

        await portals.ChangeLookAsync(portal, now => now with { InfoHash = Current }, cancellationToken);
    }

    private async Task<string?> ValueAsync(RoomId room, string type, string field, CancellationToken cancellationToken) =>
        (await clients.Main.GetStateAsync(actingAs: null, room, type, "", cancellationToken))?[field]?.ToString();

    private Task SetAsync(RoomId room, string type, JsonObject content, CancellationToken cancellationToken) =>
        clients.Main.SendStateAsync(actingAs: null, room, type, "", content, cancellationToken);
}
