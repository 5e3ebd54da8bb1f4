using Bridges.Core.Portals.Rooms;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Portals.Users;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Moves;

/// <summary>Moves a chat into the room that replaces its own: the portal, its marks, those who read it, and in the end all else.</summary>
internal sealed partial class PortalMove(
    PortalRegistry portals, PortalRooms rooms, AccountChats chats, PortalOwners owners, PortalUpkeep upkeep, HomeserverClients clients, ILogger<PortalMove> logger)
{
    public async Task RunAsync(PortalRow portal, RoomId next, CancellationToken cancellationToken)
    {
        var old = portal.RoomId!;
        portal = await portals.FollowAsync(portal, next, cancellationToken);
        Log.Followed(logger, old, next.Value);
        foreach (var mark in rooms.Marks(portal))
        {
            await TryAsync(() => clients.Main.SendStateAsync(actingAs: null, next, mark.Type, mark.StateKey, mark.Content, cancellationToken), next);
        }

        var present = await chats.InRoomAsync(portal.Network, portal.Chat, cancellationToken);
        foreach (var account in present)
        {
            await TryAsync(() => owners.BringInAsync(portal, account, cancellationToken), next);
        }

        if (present is [var one, ..])
        {
            upkeep.Compare(one, portal.Chat, soon: true);
        }
    }

    private async Task TryAsync(Func<Task> attempt, RoomId room)
    {
        try
        {
            await attempt();
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // What the bot may not do there keeps the chat from nothing else.
            Log.Refused(logger, room.Value, exception.ErrorCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Room {Old} was upgraded; its chat goes on in {Next}")]
        public static partial void Followed(ILogger logger, string old, string next);

        [LoggerMessage(Level = LogLevel.Information, Message = "Room {Room}, which replaces another one, refuses something to the bridge ({ErrorCode})")]
        public static partial void Refused(ILogger logger, string room, string errorCode);
    }
}
