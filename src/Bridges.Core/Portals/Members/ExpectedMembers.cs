using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Rooms;

namespace Bridges.Core.Portals.Members;

/// <summary>Who is to be in a room after its chat's list of members: users whose own account is there as themselves, everybody else as their ghost.</summary>
internal sealed class ExpectedMembers(AccountRegistry accounts, AccountChats chats, GhostIds ids)
{
    public async Task<IReadOnlyList<ExpectedMember>> OfAsync(RunningAccount account, ChatDetails details, CancellationToken cancellationToken)
    {
        var expected = new List<ExpectedMember>();
        foreach (var member in details.Members)
        {
            if (accounts.OfMember(account, details.Key, member.User) is { } own && await chats.IsInRoomAsync(own, details.Key, cancellationToken))
            {
                expected.Add(new ExpectedMember(own.Owner, RoomPowers.OfUser(member.Role, details.WhoMaySend), Ghost: null));
            }
            else if (ids.TryToMatrix(account.Network, member.User, out var ghost))
            {
                var isOther = details.Kind == ChatKind.Direct && member.User == details.OtherUser;
                expected.Add(new ExpectedMember(ghost, isOther ? RoomPowers.DirectGhost : RoomPowers.OfGhost(member.Role), member.User));
            }
        }

        return expected;
    }
}
