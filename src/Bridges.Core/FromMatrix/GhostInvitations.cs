using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork;
using Bridges.Core.JournalRows;
using Bridges.Core.Ghosts;
using Bridges.Core.Management;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.FromMatrix;

/// <summary>
/// Somebody invites a ghost to a room of their own, to begin a chat. A ghost cannot talk in a room that is no portal: it leaves, and
/// the chat opens in a room of its own.
/// </summary>
internal sealed partial class GhostInvitations(
    AccountRegistry accounts, RemoteEventJournal journal, ManagementRooms managementRooms, GhostRegistry ghosts, GhostIds ids, HomeserverClients clients,
    NetworkCatalog networks, ILogger<GhostInvitations> logger)
{
    public async Task AnswerAsync(UserId inviter, UserId ghost, RoomId room, CancellationToken cancellationToken)
    {
        await LeaveAsync(ghost, room, cancellationToken);
        if (!ids.TryParse(ghost, out var network, out var person) || networks.Find(network) is not { Description: var description })
        {
            return;
        }

        var name = (await ghosts.FindAsync(network, person, cancellationToken))?.Name ?? person.Value;
        var own = accounts.OwnedBy(inviter).Where(account => account.Network == network).ToArray();
        if (own is [{ Account: IStartsChats starter } account])
        {
            var chat = await ModuleCalls.RunAsync(() => starter.OpenDirectChatAsync(person, cancellationToken), cancellationToken);
            await journal.OrderRoomAsync(account, chat, RoomOrder.Open, cancellationToken);
            await managementRooms.TellAsync(
                inviter, $"The chat with {name} has a room of its own, which appears now. It can always be opened with `start-chat {person}`.", cancellationToken);
            return;
        }

        await managementRooms.TellAsync(
            inviter,
            own.Length == 0
                ? BotText.Of($"To write to {name}, log in to {description.DisplayName} first: say `login {network}`. Then `start-chat {person}` opens the chat.")
                : BotText.Of($"To write to {name}, say `start-chat [account] {person}`: it opens the chat in a room of its own."),
            cancellationToken);
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
