using Bridges.Core.Portals.Looks;
using Bridges.Core.Portals.Rooms;
using Bridges.Core.Portals.Spaces;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Users;

/// <summary>Gives up rooms that nobody reads any more.</summary>
internal sealed partial class PortalCloser(
    PortalRegistry portals, AccountChats chats, SpaceEntries spaces, RoomDeparture departure, ILogger<PortalCloser> logger)
{
    /// <summary>Closes the room where none of those who belong into it is left.</summary>
    public async Task CloseIfUnreadAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        if (portal.RoomId is { } room && !await chats.HasReaderAsync(portal.Network, portal.Chat, cancellationToken))
        {
            await CloseAsync(portal, cancellationToken);
            await departure.LeaveAsync(new RoomId(room), cancellationToken);
        }
    }

    /// <summary>Closes the room, whoever is in it: the ghosts and the bot leave, and those who belong into the chat get another with its next message.</summary>
    public async Task AbandonAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        await CloseAsync(portal, cancellationToken);
        await departure.LeaveAsync(new RoomId(portal.RoomId!), cancellationToken);
    }

    /// <summary>Forgets a room in which the bridge can do nothing any more; the next message begins a new one.</summary>
    public async Task CloseAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        await chats.ForgetRoomAsync(portal.Network, portal.Chat, cancellationToken);
        await ForgetAsync(portal, cancellationToken);
    }

    /// <summary>The same for a room that is lost: whoever was in it belongs into the new one.</summary>
    public async Task LoseAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        await chats.ExpectAsync(portal.Network, portal.Chat, cancellationToken);
        await ForgetAsync(portal, cancellationToken);
    }

    private async Task ForgetAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        await portals.CloseAsync(portal, PortalLevels.Forget(portal), cancellationToken);
        await TakeOutOfSpaceAsync(portal, cancellationToken);
    }

    /// <summary>Nobody should find the way into an empty room; that a space still shows it stops nothing.</summary>
    private async Task TakeOutOfSpaceAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        try
        {
            await spaces.RemoveAsync(portal, cancellationToken);
        }
        catch (MatrixException exception)
        {
            Log.NotTakenOut(logger, portal.RoomId, exception.ErrorCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The closed room {Room} could not be taken out of its space ({ErrorCode})")]
        public static partial void NotTakenOut(ILogger logger, string? room, string errorCode);
    }
}
