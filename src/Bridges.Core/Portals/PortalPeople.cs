using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals;

/// <summary>Mends who is in a room: members of the chat come in, those who are not go. One who cannot be brought in keeps nobody else out.</summary>
internal sealed partial class PortalPeople(
    AccountRegistry accounts, AccountChats chats, PortalExits exits, PortalLevels levels, GhostRegistry ghosts, GhostIds ids, HomeserverClients clients, CoreOptions options,
    ILogger<PortalPeople> logger)
{
    /// <param name="refreshNames">Compare the names and pictures of those who are there, too.</param>
    /// <param name="hasLeft">Whether somebody went while this was under way: the list is older than that.</param>
    public async Task MendAsync(
        RunningAccount account, PortalRow portal, ChatDetails details, bool refreshNames, Func<RemoteUserId, bool> hasLeft, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        var present = await clients.Main.JoinedMembersAsync(actingAs: null, room, cancellationToken);
        var wanted = new Dictionary<string, int>(StringComparer.Ordinal);
        var toCome = new List<RemoteUserId>();
        var toRefresh = new List<RemoteUserId>();
        foreach (var member in details.Members)
        {
            if (accounts.OfMember(account, details.Key, member.User) is { } own && await chats.IsInRoomAsync(own, details.Key, cancellationToken))
            {
                wanted[own.Owner.Value] = RoomPowers.OfUser(member.Role, details.WhoMaySend);
            }
            else if (ids.TryToMatrix(account.Network, member.User, out var ghost))
            {
                var isOther = details.Kind == ChatKind.Direct && member.User == details.OtherUser;
                wanted[ghost.Value] = isOther ? RoomPowers.DirectGhost : RoomPowers.OfGhost(member.Role);
                (present.Contains(ghost) ? toRefresh : toCome).Add(member.User);
            }
        }

        if (details.MembersAreComplete)
        {
            await TakeOutOthersAsync(account, portal, details, present, wanted, cancellationToken);
        }

        // Before the many come: who may write is to be right at once.
        await levels.MendAsync(portal, wanted, cancellationToken);
        foreach (var user in toCome.Where(user => !hasLeft(user)))
        {
            await BringInAsync(account, room, user, cancellationToken);
        }

        foreach (var user in refreshNames ? toRefresh : [])
        {
            await RefreshAsync(account, user, cancellationToken);
        }
    }

    /// <summary>Brings one ghost in.</summary>
    public async Task BringInAsync(RunningAccount account, RoomId room, RemoteUserId user, CancellationToken cancellationToken)
    {
        try
        {
            var ghost = await ghosts.EnsureAsync(account, user, cancellationToken);
            await clients.Main.BringInAsync(room, new MatrixSender(clients.Main, ghost), cancellationToken);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            Log.NotBroughtIn(logger, exception, room.Value);
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

    private async Task TakeOutOthersAsync(
        RunningAccount account, PortalRow portal, ChatDetails details, IReadOnlySet<UserId> present, Dictionary<string, int> wanted, CancellationToken cancellationToken)
    {
        foreach (var left in present.Where(user => ids.IsOurs(user) && user != options.Bot && !wanted.ContainsKey(user.Value)))
        {
            await LeaveAsync(left, new RoomId(portal.RoomId!), cancellationToken);
        }

        var members = details.Members.Select(member => member.User).ToHashSet();
        foreach (var other in await chats.InRoomAsync(portal.Network, portal.Chat, cancellationToken))
        {
            // Of itself the account tells in its details.
            if (other != account && !members.Contains(other.Account.Self))
            {
                await exits.OutOfChatAsync(other, portal.Chat, $"You are no longer in this {account.NetworkName} chat.", cancellationToken);
            }
        }
    }

    private async Task LeaveAsync(UserId ghost, RoomId room, CancellationToken cancellationToken)
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
