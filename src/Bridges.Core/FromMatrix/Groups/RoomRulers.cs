using Bridges.Core.Portals;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>
/// Those who stand as high as the bot in a portal's room and take no part in the chat: the homeserver's admin, for instance. What they do beside the
/// bridge is a matter of the room alone, and stays.
/// </summary>
internal sealed class RoomRulers(SenderAccounts senders, HomeserverClients clients)
{
    public async Task<bool> RulesAsync(PortalRow portal, UserId user, CancellationToken cancellationToken) =>
        await senders.FindAsync(portal, user, cancellationToken) is null
        && await clients.Main.GetStateAsync(actingAs: null, new RoomId(portal.RoomId!), EventTypes.PowerLevels, "", cancellationToken) is { } content
        && new RoomLevels(content)[user.Value] >= RoomPowers.Bot;
}
