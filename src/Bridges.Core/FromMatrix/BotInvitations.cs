using Bridges.Core.Management;
using Bridges.Core.Portals.Moves;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix;

/// <summary>Somebody invites the bot: into a room to talk with it, or into one that replaces a portal's.</summary>
internal sealed class BotInvitations(ManagementRooms managementRooms, PortalUpgrades upgrades)
{
    public async Task AcceptAsync(MatrixEvent invitation, CancellationToken cancellationToken)
    {
        if (await managementRooms.JoinAsync(invitation, cancellationToken) && !await upgrades.TryFollowAsync(invitation.RoomId, cancellationToken))
        {
            await managementRooms.GreetAsync(invitation, cancellationToken);
        }
    }
}
