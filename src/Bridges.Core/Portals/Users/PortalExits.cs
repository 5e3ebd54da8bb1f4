using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Users;

/// <summary>Takes accounts out of portals: because the network put them out, because they were logged out, or because their owner left the room.</summary>
internal sealed partial class PortalExits(
    PortalRegistry portals, AccountChats chats, UserEntrances entrances, PortalCloser closer, CoreOptions options, ILogger<PortalExits> logger)
{
    /// <summary>The account is out of the chat on the network: its owner must not read on.</summary>
    /// <param name="reason">Why, as the room shows it.</param>
    public async Task OutOfChatAsync(RunningAccount account, ChatKey chat, string reason, CancellationToken cancellationToken)
    {
        if (await chats.StateAsync(account, chat, cancellationToken) == AccountChatState.OutOfChat)
        {
            return;
        }

        var portal = await portals.FindAsync(account.Network, chat, cancellationToken);
        await TakeOutAsync(account, portal, reason, cancellationToken);
        // Last: whoever is noted as being out is not looked after again.
        await chats.SetAsync(account, chat, AccountChatState.OutOfChat, cancellationToken);
        await CloseIfUnreadAsync(account.Network, chat, cancellationToken);
    }

    /// <summary>The chat is gone for the account; what comes next in it begins anew.</summary>
    public async Task ChatDeletedAsync(RunningAccount account, PortalRow portal, CancellationToken cancellationToken)
    {
        await TakeOutAsync(account, portal, $"This chat was deleted on {account.NetworkName}.", cancellationToken);
        await chats.ForgetAsync(account, portal.Chat, cancellationToken);
        await CloseIfUnreadAsync(portal.Network, portal.Chat, cancellationToken);
    }

    /// <summary>The account's owner left the room: they stay out until they ask.</summary>
    public async Task LeftRoomAsync(RunningAccount account, PortalRow portal, CancellationToken cancellationToken)
    {
        if (await chats.StateAsync(account, portal.Chat, cancellationToken) is not AccountChatState.OutOfChat)
        {
            await chats.SetAsync(account, portal.Chat, AccountChatState.LeftRoom, cancellationToken);
        }

        await closer.CloseIfUnreadAsync(portal, cancellationToken);
    }

    /// <summary>The account's owner does not want the chat on Matrix any more; on its network they stay in it.</summary>
    public async Task SwitchedOffAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        // First: that they are taken out of the room must not look as if they left it by themselves.
        await chats.SetAsync(account, chat, AccountChatState.SwitchedOff, cancellationToken);
        await TakeOutAsync(account, await portals.FindAsync(account.Network, chat, cancellationToken), "You switched this chat off.", cancellationToken);
        await CloseIfUnreadAsync(account.Network, chat, cancellationToken);
    }

    /// <summary>
    /// The login is gone. In rooms that others share its owner would read on by their logins; rooms of the account's own get
    /// nothing new, and stay as they are.
    /// </summary>
    public async Task LoggedOutAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        foreach (var (chat, _) in await chats.OfAsync(account, cancellationToken))
        {
            try
            {
                if (chat.Receiver is null && !options.StayAfterLogout)
                {
                    await TakeOutAsync(account, await portals.FindAsync(account.Network, chat, cancellationToken), $"You are logged out of {account.NetworkName}.", cancellationToken);
                }

                await chats.ForgetAsync(account, chat, cancellationToken);
                if (chat.Receiver is null)
                {
                    await CloseIfUnreadAsync(account.Network, chat, cancellationToken);
                }
            }
            catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or StorageException)
            {
                Log.NotLeft(logger, exception, account.Network.Value);
            }
        }
    }

    private async Task TakeOutAsync(RunningAccount account, PortalRow? portal, string reason, CancellationToken cancellationToken)
    {
        if (portal is not { RoomId: { } room })
        {
            return;
        }

        var others = await chats.InRoomAsync(account.Network, portal.Chat, cancellationToken);
        if (others.Any(other => other != account && other.Id != account.Id && other.Owner == account.Owner))
        {
            // They read by another account of theirs.
            return;
        }

        if (!await entrances.TakeOutAsync(new RoomId(room), account.Owner, reason, cancellationToken))
        {
            Log.Abandoned(logger, room);
            await closer.AbandonAsync(portal, cancellationToken);
        }
    }

    private async Task CloseIfUnreadAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        if (await portals.FindAsync(network, chat, cancellationToken) is { RoomId: not null } portal)
        {
            await closer.CloseIfUnreadAsync(portal, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A user cannot be taken out of room {Room}, so the bridge leaves it: the others get a new one")]
        public static partial void Abandoned(ILogger logger, string room);

        [LoggerMessage(Level = LogLevel.Error, Message = "After a logout of {Network} the user could not be taken out of a room")]
        public static partial void NotLeft(ILogger logger, Exception exception, string network);
    }
}
