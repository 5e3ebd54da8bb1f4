using Bridges.Core.DoublePuppets;
using Bridges.Core.Identity;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Moves;

/// <summary>Brings the bot into a room that replaces a portal's.</summary>
internal sealed partial class ReplacementRooms(
    AccountChats chats, DoublePuppetRegistry doublePuppets, HomeserverClients clients, CoreOptions options, ILogger<ReplacementRooms> logger)
{
    /// <summary>By itself where the room is open to it, else invited by one of the chat's own people.</summary>
    /// <returns>False where it has to be invited by somebody else.</returns>
    public async Task<bool> EnterAsync(PortalRow portal, RoomId next, CancellationToken cancellationToken)
    {
        if (await TryAsync(() => clients.Main.JoinAsync(actingAs: null, next, cancellationToken), next))
        {
            return true;
        }

        foreach (var account in await chats.InRoomAsync(portal.Network, portal.Chat, cancellationToken))
        {
            if (await doublePuppets.FindAsync(account.Owner, cancellationToken) is { } puppet
                && await TryAsync(() => InviteBotAsync(puppet, next, cancellationToken), next, puppet))
            {
                return true;
            }
        }

        return false;
    }

    private async Task InviteBotAsync(MatrixSender puppet, RoomId next, CancellationToken cancellationToken)
    {
        await puppet.Client.InviteAsync(puppet.User, next, options.Bot, cancellationToken);
        await clients.Main.JoinAsync(actingAs: null, next, cancellationToken);
    }

    private async Task<bool> TryAsync(Func<Task> attempt, RoomId room, MatrixSender? puppet = null)
    {
        try
        {
            await attempt();
            return true;
        }
        catch (MatrixException exception) when ((puppet is not null && doublePuppets.Refused(puppet, exception)) || !exception.IsTransient)
        {
            Log.NotEntered(logger, room.Value, exception.ErrorCode);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Room {Room}, which replaces another one, does not let the bot in this way ({ErrorCode})")]
        public static partial void NotEntered(ILogger logger, string room, string errorCode);
    }
}
