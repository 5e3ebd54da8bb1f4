using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals;

/// <summary>Mends who is in a room: members of the chat come in, those who are not go. One who cannot be brought in keeps nobody else out.</summary>
internal sealed class PortalPeople(
    AccountRegistry accounts, AccountChats chats, PortalExits exits, PortalLevels levels, PortalGhosts ghosts, UndecidedExits exitsUnderWay, GhostIds ids, HomeserverClients clients)
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
        foreach (var (slot, level) in RoomRights.Of(account.Account, details))
        {
            wanted[slot] = level;
        }

        await levels.MendAsync(portal, wanted, cancellationToken);
        var undecided = toCome.Count > 0 ? await exitsUnderWay.InAsync(room, cancellationToken) : new HashSet<UserId>();
        foreach (var user in toCome.Where(user => !hasLeft(user) && !undecided.Contains(ids.ToMatrix(account.Network, user))))
        {
            await ghosts.BringInAsync(account, room, user, cancellationToken);
        }

        foreach (var user in refreshNames ? toRefresh : [])
        {
            await ghosts.RefreshAsync(account, user, cancellationToken);
        }
    }

    private async Task TakeOutOthersAsync(
        RunningAccount account, PortalRow portal, ChatDetails details, IReadOnlySet<UserId> present, Dictionary<string, int> wanted, CancellationToken cancellationToken)
    {
        foreach (var left in present.Where(user => ids.IsGhost(user) && !wanted.ContainsKey(user.Value)))
        {
            await ghosts.LeaveAsync(left, new RoomId(portal.RoomId!), cancellationToken);
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
}
