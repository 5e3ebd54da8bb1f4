using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Lanes;
using Bridges.Core.Management;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.FromMatrix;

/// <summary>Answers invitations to the bot and to ghosts, and notices who leaves a portal, or comes back into it.</summary>
internal sealed partial class MatrixMembership(
    PortalRegistry portals, PortalCloser closer, PortalExits exits, PortalUpgrades upgrades, AccountChats chats, AccountRegistry accounts, GhostInvitations ghostInvitations,
    ManagementRooms managementRooms, GhostIds ids, CoreOptions options, ILogger<MatrixMembership> logger)
{
    public async Task<RowOutcome> HandleAsync(MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        var membership = roomEvent.Content.TryGetProperty("membership", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (!UserId.TryParse(roomEvent.StateKey!, out var who))
        {
            return RowOutcome.Nothing;
        }

        var portal = await portals.ByRoomAsync(roomEvent.RoomId, cancellationToken);
        switch (membership)
        {
            case "invite" when who == options.Bot:
                await InvitedAsync(roomEvent, cancellationToken);
                break;
            case "invite" when ids.IsOurs(who) && portal is null:
                await ghostInvitations.AnswerAsync(roomEvent.Sender, who, roomEvent.RoomId, cancellationToken);
                break;
            case "leave" or "ban" when who == options.Bot && portal is not null:
                await closer.CloseAsync(portal, cancellationToken);
                break;
            case "leave" or "ban" when !ids.IsOurs(who) && portal is not null:
                await LeftAsync(portal, who, cancellationToken);
                break;
            case "join" when !ids.IsOurs(who) && portal is not null:
                await CameAsync(portal, who, cancellationToken);
                break;
        }

        return RowOutcome.Nothing;
    }

    /// <summary>A portal's room ended, because somebody upgraded it.</summary>
    public async Task<RowOutcome> EndedAsync(MatrixEvent tombstone, CancellationToken cancellationToken)
    {
        if (await portals.ByRoomAsync(tombstone.RoomId, cancellationToken) is { } portal)
        {
            await upgrades.EndedAsync(portal, tombstone, cancellationToken);
        }

        return RowOutcome.Nothing;
    }

    private async Task InvitedAsync(MatrixEvent invitation, CancellationToken cancellationToken)
    {
        if (await managementRooms.JoinAsync(invitation, cancellationToken) && !await upgrades.TryFollowAsync(invitation.RoomId, cancellationToken))
        {
            await managementRooms.GreetAsync(invitation, cancellationToken);
        }
    }

    /// <summary>A room that its last user left mirrors nothing for nobody, and is closed.</summary>
    private async Task LeftAsync(PortalRow portal, UserId who, CancellationToken cancellationToken)
    {
        foreach (var account in OfPortal(portal, who))
        {
            if (await chats.StateAsync(account, portal.Chat, cancellationToken) != AccountChatState.InRoom)
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

    private async Task CameAsync(PortalRow portal, UserId who, CancellationToken cancellationToken)
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
