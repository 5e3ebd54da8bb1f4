using Bridges.Abstractions;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Provisioning;

/// <summary>What a chat's room is called by those who look at it: a direct chat has the name of the other person.</summary>
internal sealed class ChatRooms(PortalRegistry portals, GhostTable ghosts)
{
    public async Task<(string Name, RoomId? Room)> FindAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        if (await portals.FindAsync(network, chat, cancellationToken) is not { } portal)
        {
            return ("", null);
        }

        var name = portal.Name ?? (portal.OtherUser is { } other ? (await ghosts.FindAsync(network, new RemoteUserId(other), cancellationToken))?.Name : null);
        return (name ?? "", portal.RoomId is { } room ? new RoomId(room) : null);
    }
}
