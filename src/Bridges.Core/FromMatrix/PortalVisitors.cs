using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Management;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Users;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.FromMatrix;

/// <summary>Users of this homeserver go out of portals and come back into them.</summary>
internal sealed partial class PortalVisitors(
    AccountRegistry accounts, AccountChats chats, PortalExits exits, PortalCloser closer, ManagementRooms managementRooms, CoreOptions options, ILogger<PortalVisitors> logger)
{
    /// <summary>A room that its last user left mirrors nothing for nobody, and is closed.</summary>
    public async Task LeftAsync(PortalRow portal, UserId who, CancellationToken cancellationToken)
    {
        foreach (var account in OfPortal(portal, who))
        {
            if (!await chats.IsInRoomAsync(account, portal.Chat, cancellationToken))
            {
                continue;
            }

            if (options.LeavingRoomLeavesChat && portal.Kind is not ChatKind.Direct and not ChatKind.NoteToSelf && account.Account is ILeavesChats leaver)
            {
                await LeaveChatAsync(account, leaver, portal, cancellationToken);
            }

            await exits.LeftRoomAsync(account, portal, cancellationToken);
        }
    }

    /// <summary>Without the bot a room mirrors nothing.</summary>
    public Task BotLeftAsync(PortalRow portal, CancellationToken cancellationToken) => closer.CloseAsync(portal, cancellationToken);

    public async Task CameAsync(PortalRow portal, UserId who, CancellationToken cancellationToken)
    {
        foreach (var account in OfPortal(portal, who))
        {
            if (await chats.StateAsync(account, portal.Chat, cancellationToken) is AccountChatState.LeftRoom or AccountChatState.SwitchedOff)
            {
                await chats.SetAsync(account, portal.Chat, AccountChatState.InRoom, cancellationToken);
            }
        }
    }

    private async Task LeaveChatAsync(RunningAccount account, ILeavesChats leaver, PortalRow portal, CancellationToken cancellationToken)
    {
        try
        {
            await ModuleCalls.RunAsync(() => leaver.LeaveAsync(portal.Chat, cancellationToken), cancellationToken);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            Log.NotLeft(logger, exception, account.Network.Value);
            await managementRooms.TellAsync(account.Owner, $"You left the room, but I could not leave the chat on {account.NetworkName}: {exception.Message}", cancellationToken);
        }
    }

    private IEnumerable<RunningAccount> OfPortal(PortalRow portal, UserId owner) => accounts.OwnedBy(owner).Where(account =>
        account.Network == portal.Network && (portal.Chat.Receiver is null || portal.Chat.Receiver == account.Id));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A chat of {Network} could not be left together with its room")]
        public static partial void NotLeft(ILogger logger, Exception exception, string network);
    }
}
