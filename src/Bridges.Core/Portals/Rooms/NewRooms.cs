using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Rooms;

/// <summary>Creates the room of a chat in one request: all state goes into the creation.</summary>
internal sealed partial class NewRooms(PortalRooms rooms, HomeserverClients clients, ICheckpoints checkpoints, ILogger<NewRooms> logger)
{
    /// <param name="resident">The ghost that is there from the beginning, or null.</param>
    /// <param name="areUsersSureToJoin">They come in with the room, so that nothing is said before.</param>
    public async Task<RoomId> CreateAsync(
        RunningAccount account, PortalRow portal, ChatDetails details, UserId? resident, bool areUsersSureToJoin, CancellationToken cancellationToken)
    {
        var request = rooms.Request(
            portal, RoomFeatures.Of(account.Network, account.Account, details.Key), LevelsOf(account, details, resident), RoomRights.Of(account.Account, details),
            Invited(account, portal, resident), areUsersSureToJoin);
        var room = await clients.Main.CreateRoomAsync(actingAs: null, request, cancellationToken);
        checkpoints.Reached(Checkpoint.RoomCreated);
        Log.Made(logger, room.Value, account.Network.Value);
        return room;
    }

    private static Dictionary<string, int> LevelsOf(RunningAccount account, ChatDetails details, UserId? resident)
    {
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        if (details.Members.FirstOrDefault(member => member.User == account.Account.Self) is { } self)
        {
            levels[account.Owner.Value] = RoomPowers.OfUser(self.Role, details.WhoMaySend);
        }

        if (details.Kind == ChatKind.Direct && resident is { } ghost)
        {
            levels[ghost.Value] = RoomPowers.DirectGhost;
        }

        return levels;
    }

    /// <summary>To a direct chat the other person invites the owner.</summary>
    private static UserId[] Invited(RunningAccount account, PortalRow portal, UserId? resident) => (portal.Kind, resident) switch
    {
        (ChatKind.Direct, { } ghost) => [ghost],
        (_, { } ghost) => [account.Owner, ghost],
        _ => [account.Owner],
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Made room {Room} for a {Network} chat")]
        public static partial void Made(ILogger logger, string room, string network);
    }
}
