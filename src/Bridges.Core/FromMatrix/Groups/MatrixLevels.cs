using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Groups;
using Bridges.Core.Lanes;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>Makes administrators on the network of those whom a member gave an administrator's level in the room, and members like the others of those who lost it.</summary>
internal sealed class MatrixLevels(MemberChanges changes, MatrixPeople people, GroupDeeds groups)
{
    public async Task<RowOutcome> BridgeAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        if (LevelChanges.Read(roomEvent) is not { } made || await changes.IsOfRoomAloneAsync(portal, roomEvent, cancellationToken))
        {
            return RowOutcome.Nothing;
        }

        return await changes.MakeAsync(
            row, portal, roomEvent, account => ChangeAsync(account, portal, made, cancellationToken),
            account => Task.FromResult(made.OfRoom.Count > 0 ? new RowOutcome.Refused($"Who may do what in the room follows the group on {account.NetworkName}.") : RowOutcome.Nothing),
            cancellationToken);
    }

    private async Task ChangeAsync(RunningAccount account, PortalRow portal, LevelChanges made, CancellationToken cancellationToken)
    {
        foreach (var change in made.OfUsers)
        {
            var (before, wanted) = (RoomPowers.RoleOf(change.Before), RoomPowers.RoleOf(change.Now));
            if (before == wanted || !UserId.TryParse(change.User, out var user) || people.Of(portal.Network, user) is not { } person)
            {
                // A level between those that the network knows, or nobody there: a matter of the room alone.
                continue;
            }

            if (wanted is MemberRole.Owner or MemberRole.Restricted || before == MemberRole.Owner)
            {
                throw BridgeException.Permanent("From here people are made administrators, or members like the others, and nothing else.");
            }

            var details = await account.Account.GetChatAsync(portal.Chat, cancellationToken);
            if (details.Members.FirstOrDefault(member => member.User == person)?.Role != wanted)
            {
                await groups.ToMemberAsync(account, portal.Chat, wanted == MemberRole.Administrator ? MemberDeed.Promote : MemberDeed.Demote, person, cancellationToken);
            }
        }
    }
}
