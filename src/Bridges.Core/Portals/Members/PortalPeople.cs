using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals.Looks;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Members;

/// <summary>Mends who is in a room: members of the chat come in, those who are not go. One who cannot be brought in keeps nobody else out.</summary>
internal sealed class PortalPeople(
    ExpectedMembers members, AccountChats chats, PortalLeavers leavers, PortalLevels levels, PortalGhosts ghosts, UndecidedExits exitsUnderWay, HomeserverClients clients)
{
    public async Task<PeoplePresent> PresentAsync(PortalRow portal, CancellationToken cancellationToken) => new(
        await clients.Main.JoinedMembersAsync(actingAs: null, new RoomId(portal.RoomId!), cancellationToken),
        await chats.InRoomAsync(portal.Network, portal.Chat, cancellationToken));

    /// <param name="present">Who was there before the network was asked for the details.</param>
    /// <param name="refreshNames">Compare the names and pictures of those who are there, too.</param>
    /// <param name="hasLeft">Whether somebody went while this was under way: the list is older than that.</param>
    public async Task MendAsync(
        RunningAccount account, PortalRow portal, ChatDetails details, PeoplePresent present, bool refreshNames, Func<RemoteUserId, bool> hasLeft,
        CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        var expected = await members.OfAsync(account, details, cancellationToken);
        if (details.MembersAreComplete)
        {
            await leavers.TakeOutAsync(account, portal, details, present, expected.Select(member => member.User).ToHashSet(), cancellationToken);
        }
        else
        {
            await leavers.TakeOutStandInsAsync(account, portal, present, cancellationToken);
        }

        var wanted = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in expected)
        {
            wanted[member.User.Value] = member.Level;
        }

        // Before the many come: who may write is to be right at once.
        foreach (var (slot, level) in RoomRights.Of(account.Account, details))
        {
            wanted[slot] = level;
        }

        await levels.MendAsync(portal, wanted, cancellationToken);
        var toCome = expected.Where(member => member.Ghost is not null && !present.Users.Contains(member.User)).ToArray();
        var undecided = toCome.Length > 0 ? await exitsUnderWay.InAsync(room, cancellationToken) : new HashSet<UserId>();
        foreach (var member in toCome.Where(member => !undecided.Contains(member.User)))
        {
            await ghosts.BringInAsync(account, room, member.Ghost!.Value, hasLeft, cancellationToken);
        }

        foreach (var member in refreshNames ? expected.Where(member => member.Ghost is not null && present.Users.Contains(member.User)) : [])
        {
            await ghosts.RefreshAsync(account, member.Ghost!.Value, cancellationToken);
        }
    }
}
