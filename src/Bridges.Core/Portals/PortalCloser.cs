using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals;

/// <summary>Takes accounts out of portals, and gives up portals that nobody is left in.</summary>
internal sealed partial class PortalCloser(
    PortalRegistry portals, AccountChats chats, AccountRegistry accounts, GhostIds ids, HomeserverClients clients, CoreOptions options, ILogger<PortalCloser> logger)
{
    public async Task LeaveAsync(RunningAccount account, PortalRow portal, CancellationToken cancellationToken)
    {
        await chats.RemoveAsync(account.Network, account.Id, portal.Chat, cancellationToken);
        var left = await chats.OfAsync(portal.Network, portal.Chat, cancellationToken);
        if (left.Any(id => accounts.Find(portal.Network, id) is not null))
        {
            return;
        }

        await portals.DeleteAsync(portal, cancellationToken);
        await EmptyAsync(new RoomId(portal.RoomId!), cancellationToken);
    }

    private async Task EmptyAsync(RoomId room, CancellationToken cancellationToken)
    {
        try
        {
            var members = await clients.Main.JoinedMembersAsync(actingAs: null, room, cancellationToken);
            foreach (var ghost in members.Keys.Where(user => ids.IsOurs(user) && user != options.Bot))
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
