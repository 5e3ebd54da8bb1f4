using Bridges.Core.Ghosts;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Rooms;

/// <summary>Takes ghosts and bot out of a room that is given up.</summary>
internal sealed partial class RoomDeparture(GhostIds ids, HomeserverClients clients, CoreOptions options, ILogger<RoomDeparture> logger)
{
    public async Task LeaveAsync(RoomId room, CancellationToken cancellationToken)
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
