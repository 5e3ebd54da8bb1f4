using Bridges.Core.Ghosts;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals;

/// <summary>Gives up rooms that nobody reads any more.</summary>
internal sealed partial class PortalCloser(
    PortalRegistry portals, AccountChats chats, PortalLevels levels, GhostIds ids, HomeserverClients clients, CoreOptions options, ILogger<PortalCloser> logger)
{
    /// <summary>Closes the room where none of those who belong into it is left.</summary>
    public async Task CloseIfUnreadAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        if (portal.RoomId is { } room && !await chats.HasReaderAsync(portal.Network, portal.Chat, cancellationToken))
        {
            await CloseAsync(portal, cancellationToken);
            await EmptyAsync(new RoomId(room), cancellationToken);
        }
    }

    /// <summary>Closes the room, whoever is in it: the ghosts and the bot leave, and those who belong into the chat get another with its next message.</summary>
    public async Task AbandonAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        await CloseAsync(portal, cancellationToken);
        await EmptyAsync(new RoomId(portal.RoomId!), cancellationToken);
    }

    /// <summary>Forgets a room in which the bridge can do nothing any more; the next message begins a new one.</summary>
    public async Task CloseAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        await chats.ForgetRoomAsync(portal.Network, portal.Chat, cancellationToken);
        await levels.ForgetAsync(portal, cancellationToken);
        await portals.CloseAsync(portal, cancellationToken);
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
