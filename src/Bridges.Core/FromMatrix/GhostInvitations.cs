using Bridges.Core.Ghosts;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.FromMatrix;

/// <summary>
/// Somebody invites a ghost to a room of their own, to begin a chat. A ghost cannot talk in a room that is no portal: it leaves, and
/// the chat opens in a room of its own.
/// </summary>
internal sealed partial class GhostInvitations(
    NetworkCatalog networks, InvitedChats chats, GhostIds ids, HomeserverClients clients, ILogger<GhostInvitations> logger)
{
    public async Task AnswerAsync(UserId inviter, UserId ghost, RoomId room, CancellationToken cancellationToken)
    {
        await LeaveAsync(ghost, room, cancellationToken);
        if (!ids.TryParse(ghost, out var network, out var person) || networks.Find(network) is not { Description: var description })
        {
            return;
        }

        await chats.OpenAsync(inviter, description, person, cancellationToken);
    }

    private async Task LeaveAsync(UserId ghost, RoomId room, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Main.LeaveAsync(ghost, room, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // There is no such ghost, or the invitation was taken back.
            Log.NotLeft(logger, exception.ErrorCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A ghost could not turn an invitation down ({ErrorCode})")]
        public static partial void NotLeft(ILogger logger, string errorCode);
    }
}
