using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Portals.Users;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Members;

/// <summary>Takes those out of a room who are no longer in its chat: ghosts, and accounts that told nothing of it themselves.</summary>
internal sealed class PortalLeavers(PortalExits exits, PortalGhosts ghosts, GhostIds ids)
{
    /// <summary>A user who is in the room themself needs no ghost there, however few of the chat's members are known. One may have spoken for them while they were out.</summary>
    /// <param name="present">Who was there before the network was asked.</param>
    public async Task TakeOutStandInsAsync(RunningAccount account, PortalRow portal, PeoplePresent present, CancellationToken cancellationToken)
    {
        foreach (var reader in present.Readers.Where(reader => present.Users.Contains(reader.Owner) && (portal.Chat.Receiver is null || reader == account)))
        {
            if (ids.TryToMatrix(account.Network, reader.Account.Self, out var ghost) && present.Users.Contains(ghost))
            {
                await ghosts.LeaveAsync(ghost, new RoomId(portal.RoomId!), cancellationToken);
            }
        }
    }

    /// <param name="present">Who was there before the network was asked for its list.</param>
    /// <param name="members">The ghosts and users whom the chat's complete list of members names.</param>
    public async Task TakeOutAsync(
        RunningAccount account, PortalRow portal, ChatDetails details, PeoplePresent present, IReadOnlySet<UserId> members, CancellationToken cancellationToken)
    {
        foreach (var left in present.Users.Where(user => ids.IsGhost(user) && !members.Contains(user)))
        {
            await ghosts.LeaveAsync(left, new RoomId(portal.RoomId!), cancellationToken);
        }

        var people = details.Members.Select(member => member.User).ToHashSet();
        foreach (var other in present.Readers)
        {
            // Of itself the account tells in its details.
            if (other != account && !people.Contains(other.Account.Self))
            {
                await exits.OutOfChatAsync(other, portal.Chat, $"You are no longer in this {account.NetworkName} chat.", cancellationToken);
            }
        }
    }
}
