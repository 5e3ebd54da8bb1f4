using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Members;

/// <summary>Lets ghosts come into rooms and go. One that is refused keeps nobody else out.</summary>
internal sealed partial class PortalGhosts(GhostRegistry ghosts, NonMembers nonMembers, HomeserverClients clients, ILogger<PortalGhosts> logger)
{
    /// <summary>Brings one in that is a member on the network.</summary>
    public async Task BringInAsync(RunningAccount account, RoomId room, RemoteUserId user, CancellationToken cancellationToken)
    {
        try
        {
            var ghost = new MatrixSender(clients.Main, await ghosts.EnsureAsync(account, user, cancellationToken));
            try
            {
                await clients.Main.BringInAsync(room, ghost, cancellationToken);
            }
            catch (MatrixException exception) when (exception.IsNotAllowed)
            {
                if (!await nonMembers.LiftBanAsync(room, ghost.User, cancellationToken))
                {
                    throw;
                }

                await clients.Main.BringInAsync(room, ghost, cancellationToken);
            }
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            Log.NotBroughtIn(logger, exception, room.Value);
        }
    }

    /// <summary>The same for one who may go meanwhile, and is then not there.</summary>
    /// <param name="hasLeft">Whether somebody went since it was said that they are members.</param>
    public async Task BringInAsync(RunningAccount account, RoomId room, RemoteUserId user, Func<RemoteUserId, bool> hasLeft, CancellationToken cancellationToken)
    {
        if (hasLeft(user))
        {
            return;
        }

        await BringInAsync(account, room, user, cancellationToken);
        if (hasLeft(user))
        {
            // They were taken out before they were in.
            await LeaveAsync(ghosts.IdOf(account.Network, user), room, cancellationToken);
        }
    }

    /// <summary>Compares a ghost's name and picture with what the network shows now.</summary>
    public async Task RefreshAsync(RunningAccount account, RemoteUserId user, CancellationToken cancellationToken)
    {
        try
        {
            if (await ghosts.FindAsync(account.Network, user, cancellationToken) is not null)
            {
                await ghosts.RefreshAsync(account, user, cancellationToken);
            }
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            Log.NotRefreshed(logger, exception, account.Network.Value);
        }
    }

    public async Task LeaveAsync(UserId ghost, RoomId room, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Main.LeaveAsync(ghost, room, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.NotLeft(logger, room.Value, exception.ErrorCode);
        }
    }

    private static bool IsRefusal(Exception exception) =>
        exception is BridgeException { Kind: FailureKind.Permanent } or MatrixException { IsTransient: false, HasErrorCode: true };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A member cannot be brought into room {Room}")]
        public static partial void NotBroughtIn(ILogger logger, Exception exception, string room);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A member who went cannot be taken out of room {Room} ({ErrorCode})")]
        public static partial void NotLeft(ILogger logger, string room, string errorCode);

        [LoggerMessage(Level = LogLevel.Information, Message = "A person on {Network} could not be asked for, so their ghost stays as it is")]
        public static partial void NotRefreshed(ILogger logger, Exception exception, string network);
    }
}
