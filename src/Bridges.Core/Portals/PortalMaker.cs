using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals;

/// <summary>
/// Makes the room of a chat that has none, in as few requests as can be: all state goes into the creation, and of the members only
/// those who are needed at once; <see cref="PortalUpkeep"/> brings the others.
/// </summary>
internal sealed partial class PortalMaker(
    PortalRegistry portals, PortalDescriptions descriptions, PortalRooms rooms, PortalFirstUsers firstUsers, GhostRegistry ghosts, OrphanedRooms orphans, HomeserverClients clients,
    ICheckpoints checkpoints, ILogger<PortalMaker> logger)
{
    /// <summary>Makes the room, with the account's owner in it, and with those whose own accounts are known to be in the chat.</summary>
    /// <param name="speaker">Someone who is about to speak there, or null.</param>
    public async Task<PortalRow> MakeAsync(RunningAccount account, ChatDetails details, RemoteUserId? speaker, CancellationToken cancellationToken)
    {
        var chat = details.Key;
        var before = await portals.FindAsync(account.Network, chat, cancellationToken);
        var resident = await ResidentAsync(account, details, speaker, cancellationToken);
        var first = await firstUsers.OfAsync(account, details, cancellationToken);
        if (before is { IsCreating: true } && await orphans.FindAsync(account.Network, chat, cancellationToken) is { } orphan)
        {
            Log.Adopted(logger, orphan.Value);
            return await SettleAsync(before with { RoomId = orphan.Value }, first, resident, cancellationToken);
        }

        var portal = await descriptions.NewAsync(account, details, cancellationToken);
        await portals.SaveAsync(portal with { IsCreating = true }, cancellationToken);
        checkpoints.Reached(Checkpoint.RoomCreationNoted);
        var request = rooms.Request(
            portal, RoomFeatures.Of(account.Network, account.Account, details.Key), LevelsOf(account, details, resident), RoomRights.Of(account.Account, details), Invited(account, portal, resident), await firstUsers.JoinAtOnceAsync(first, cancellationToken));
        var room = await clients.Main.CreateRoomAsync(actingAs: null, request, cancellationToken);
        checkpoints.Reached(Checkpoint.RoomCreated);
        Log.Made(logger, room.Value, account.Network.Value);
        return await SettleAsync(portal with { RoomId = room.Value }, first, resident, cancellationToken);
    }

    /// <summary>The ghost that is in the room from the beginning: the other person of a direct chat, or who is about to speak.</summary>
    private async Task<UserId?> ResidentAsync(RunningAccount account, ChatDetails details, RemoteUserId? speaker, CancellationToken cancellationToken) =>
        (details.OtherUser ?? speaker) is { } user && user != account.Account.Self
            ? await ghosts.EnsureAsync(account, user, cancellationToken)
            : null;

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

    private async Task<PortalRow> SettleAsync(PortalRow portal, IReadOnlyList<RunningAccount> first, UserId? resident, CancellationToken cancellationToken)
    {
        portal = portal with { IsCreating = false };
        if (resident is { } ghost)
        {
            await clients.Main.JoinAsync(new RoomId(portal.RoomId!), new MatrixSender(clients.Main, ghost), cancellationToken);
        }

        await portals.SaveAsync(portal, cancellationToken);
        checkpoints.Reached(Checkpoint.RoomNoted);
        await firstUsers.BringInAsync(portal, first, cancellationToken);
        return portal;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Made room {Room} for a {Network} chat")]
        public static partial void Made(ILogger logger, string room, string network);

        [LoggerMessage(Level = LogLevel.Information, Message = "Found room {Room}, made before a crash, for its chat")]
        public static partial void Adopted(ILogger logger, string room);
    }
}
