using System.Text.Json.Nodes;
using Bridges.Core.DoublePuppets;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Users;

/// <summary>Takes users into rooms and out of them: by double puppet where that works, by invitation where not.</summary>
internal sealed partial class UserEntrances(DoublePuppetRegistry doublePuppets, HomeserverClients clients, ILogger<UserEntrances> logger)
{
    /// <summary>Whether a user would be taken into a room as themself, without being asked.</summary>
    public async ValueTask<bool> JoinsAtOnceAsync(UserId user, CancellationToken cancellationToken) =>
        await doublePuppets.FindAsync(user, cancellationToken) is not null;

    /// <param name="other">The other person of a direct chat, who invites; null of any other room.</param>
    public async Task BringInAsync(RoomId room, UserId user, UserId? other, CancellationToken cancellationToken)
    {
        if (!await JoinAsPuppetAsync(room, user, other, cancellationToken))
        {
            await InviteAsync(room, user, other, cancellationToken);
        }
    }

    /// <summary>Takes a user out of a room, whatever their level there.</summary>
    /// <returns>False where they could not be taken out.</returns>
    public async Task<bool> TakeOutAsync(RoomId room, UserId user, string reason, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Main.KickAsync(actingAs: null, room, user, reason, cancellationToken);
            return true;
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            if (!await clients.Main.IsThereAsync(room, user, cancellationToken))
            {
                return true;
            }

            Log.NotPutOut(logger, room.Value, exception.ErrorCode);
        }

        if (await doublePuppets.FindAsync(user, cancellationToken) is not { } puppet)
        {
            return false;
        }

        try
        {
            // Somebody made them as powerful as the bot.
            await puppet.Client.LeaveAsync(user, room, cancellationToken);
            return true;
        }
        catch (MatrixException exception) when (doublePuppets.Refused(puppet, exception) || !exception.IsTransient)
        {
            Log.NotPutOut(logger, room.Value, exception.ErrorCode);
            return false;
        }
    }

    private async Task<bool> JoinAsPuppetAsync(RoomId room, UserId user, UserId? inviter, CancellationToken cancellationToken)
    {
        if (await doublePuppets.FindAsync(user, cancellationToken) is not { } puppet)
        {
            return false;
        }

        try
        {
            if (inviter is not null)
            {
                await InviteAsync(room, user, inviter, cancellationToken);
            }

            await clients.Main.JoinAsync(room, puppet, cancellationToken);
            return true;
        }
        catch (MatrixException exception) when (doublePuppets.Refused(puppet, exception))
        {
            return false;
        }
    }

    /// <summary>Of a direct chat the other person invites: clients count it as a chat with whoever did.</summary>
    private async Task InviteAsync(RoomId room, UserId user, UserId? inviter, CancellationToken cancellationToken)
    {
        if (inviter is { } ghost && !await clients.Main.IsThereAsync(room, user, cancellationToken))
        {
            try
            {
                await clients.Main.SendStateAsync(
                    ghost, room, EventTypes.Member, user.Value, new JsonObject { ["membership"] = "invite", ["is_direct"] = true }, cancellationToken);
                return;
            }
            catch (MatrixException exception) when (!exception.IsTransient)
            {
                Log.NotInvitedByGhost(logger, room.Value, exception.ErrorCode);
            }
        }

        await clients.Main.InviteOnceAsync(room, user, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The bot may not put a user out of room {Room} ({ErrorCode}): somebody gave them a level as high as its own")]
        public static partial void NotPutOut(ILogger logger, string room, string errorCode);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A ghost may not invite to its direct chat {Room} ({ErrorCode}); the bot does")]
        public static partial void NotInvitedByGhost(ILogger logger, string room, string errorCode);
    }
}
