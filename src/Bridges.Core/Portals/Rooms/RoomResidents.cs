using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Rooms;

/// <summary>The ghost that is in a room from the beginning: the other person of a direct chat, or who is about to speak.</summary>
internal sealed class RoomResidents(GhostRegistry ghosts, HomeserverClients clients)
{
    /// <returns>Null where nobody but the account itself is to be there.</returns>
    public async Task<UserId?> FindAsync(RunningAccount account, ChatDetails details, RemoteUserId? speaker, CancellationToken cancellationToken) =>
        (details.OtherUser ?? speaker) is { } user && user != account.Account.Self
            ? await ghosts.EnsureAsync(account, user, cancellationToken)
            : null;

    public async Task JoinAsync(PortalRow portal, UserId? resident, CancellationToken cancellationToken)
    {
        if (resident is { } ghost)
        {
            await clients.Main.JoinAsync(new RoomId(portal.RoomId!), new MatrixSender(clients.Main, ghost), cancellationToken);
        }
    }
}
