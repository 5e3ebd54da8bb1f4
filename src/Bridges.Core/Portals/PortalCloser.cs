using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals;

/// <summary>Takes accounts out of portals, and gives up portals that nobody is left in.</summary>
internal sealed partial class PortalCloser(
    PortalRegistry portals, AccountChats chats, GhostIds ids, HomeserverClients clients, CoreOptions options, ILogger<PortalCloser> logger)
{
    public async Task LeaveAsync(RunningAccount account, PortalRow portal, CancellationToken cancellationToken)
    {
        if (!await chats.LeaveAsync(account, portal.Chat, cancellationToken))
        {
            await CloseAsync(portal, cancellationToken);
            await EmptyAsync(new RoomId(portal.RoomId!), cancellationToken);
        }
    }

    /// <summary>Forgets a room in which the bridge can do nothing any more; the next message begins a new one.</summary>
    public async Task CloseAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        await chats.ForgetAsync(portal.Network, portal.Chat, cancellationToken);
        await portals.DeleteAsync(portal, cancellationToken);
    }

    private async Task EmptyAsync(RoomId room, CancellationToken cancellationToken)
    {
        try
        {
            var members = await clients.Main.JoinedMembersAsync(actingAs: null, room, cancellationToken);
            foreach (var ghost in members.Where(user => ids.IsOurs(user) && user != options.Bot))
            {
                await clients.Main.LeaveAsync(ghost, room, cancellationToken);
            }

            await clients.Main.LeaveAsync(actingAs: null, room, cancellationToken);
        }
        catch (MatrixException exception)
        {
            Log.NotEmptied(logger, room.Value, exception.ErrorCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Not everyone could be taken out of the closed room {Room} ({ErrorCode})")]
        public static partial void NotEmptied(ILogger logger, string room, string errorCode);
    }
}
