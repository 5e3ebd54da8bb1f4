using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.DoublePuppets;
using Bridges.Core.Ghosts;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals;

/// <summary>Brings the owners of accounts into the rooms of their chats, and takes them out again.</summary>
internal sealed partial class PortalOwners(
    AccountChats chats, DoublePuppetRegistry doublePuppets, DirectChats directChats, KeptChats keptChats, GhostIds ids, HomeserverClients clients, ICheckpoints checkpoints, ILogger<PortalOwners> logger)
{
    /// <summary>Whether the account's owner would be taken into a room as themself, without being asked.</summary>
    public async ValueTask<bool> JoinsAtOnceAsync(RunningAccount account, CancellationToken cancellationToken) =>
        await doublePuppets.FindAsync(account.Owner, cancellationToken) is not null;

    /// <summary>Brings the account's owner into the room, by double puppet where that works, by invitation where not.</summary>
    public async Task BringInAsync(PortalRow portal, RunningAccount account, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        var other = portal is { Kind: ChatKind.Direct, OtherUser: { } user } ? ids.ToMatrix(account.Network, new RemoteUserId(user)) : default(UserId?);
        if (!await JoinAsPuppetAsync(room, account.Owner, other, cancellationToken))
        {
            await InviteAsync(room, account.Owner, other, cancellationToken);
        }

        if (other is { } with)
        {
            await directChats.AddAsync(account.Owner, with, room, cancellationToken);
        }

        // Last: whoever is noted as having been brought in is not brought in again.
        checkpoints.Reached(Checkpoint.OwnerJoined);
        await chats.SetAsync(account, portal.Chat, AccountChatState.InRoom, cancellationToken);
        await keptChats.CameInAsync(account, portal, cancellationToken);
    }

    /// <summary>Takes a user out of a room, whatever their level there.</summary>
    /// <returns>False where they could not be taken out.</returns>
    public async Task<bool> TakeOutAsync(RoomId room, UserId owner, string reason, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Main.KickAsync(actingAs: null, room, owner, reason, cancellationToken);
            return true;
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            if (!await IsThereAsync(room, owner, cancellationToken))
            {
                return true;
            }

            Log.NotPutOut(logger, room.Value, exception.ErrorCode);
        }

        try
        {
            // Somebody made them as powerful as the bot.
            if (await doublePuppets.FindAsync(owner, cancellationToken) is { } puppet)
            {
                await puppet.Client.LeaveAsync(owner, room, cancellationToken);
                return true;
            }
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.NotPutOut(logger, room.Value, exception.ErrorCode);
        }

        return false;
    }

    private async Task<bool> JoinAsPuppetAsync(RoomId room, UserId owner, UserId? inviter, CancellationToken cancellationToken)
    {
        if (await doublePuppets.FindAsync(owner, cancellationToken) is not { } puppet)
        {
            return false;
        }

        try
        {
            if (inviter is not null)
            {
                await InviteAsync(room, owner, inviter, cancellationToken);
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
    private async Task InviteAsync(RoomId room, UserId owner, UserId? inviter, CancellationToken cancellationToken)
    {
        if (inviter is { } ghost && !await IsThereAsync(room, owner, cancellationToken))
        {
            try
            {
                await clients.Main.SendStateAsync(
                    ghost, room, EventTypes.Member, owner.Value, new JsonObject { ["membership"] = "invite", ["is_direct"] = true }, cancellationToken);
                return;
            }
            catch (MatrixException exception) when (!exception.IsTransient)
            {
                Log.NotInvitedByGhost(logger, room.Value, exception.ErrorCode);
            }
        }

        await clients.Main.InviteOnceAsync(room, owner, cancellationToken);
    }

    private async Task<bool> IsThereAsync(RoomId room, UserId user, CancellationToken cancellationToken) =>
        await clients.Main.GetStateAsync(actingAs: null, room, EventTypes.Member, user.Value, cancellationToken) is { } member
        && member["membership"]?.ToString() is "join" or "invite";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The bot may not put a user out of room {Room} ({ErrorCode}): somebody gave them a level as high as its own")]
        public static partial void NotPutOut(ILogger logger, string room, string errorCode);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A ghost may not invite to its direct chat {Room} ({ErrorCode}); the bot does")]
        public static partial void NotInvitedByGhost(ILogger logger, string room, string errorCode);
    }
}
