using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Groups;
using Bridges.Core.Lanes;
using Bridges.Core.Portals.Upkeep;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>
/// Brings into a group, puts out of it, bans and lets back whom somebody invited to its room, removed or banned there, by that somebody's account.
/// </summary>
internal sealed class MatrixMembers(
    MemberChanges changes, MatrixPeople people, GroupDeeds groups, PortalUpkeep upkeep, HomeserverClients clients, NetworkCatalog networks)
{
    public async Task<RowOutcome> BridgeAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        if (MembershipDeed.Read(roomEvent) is not { } deed)
        {
            return RowOutcome.Nothing;
        }

        if (await changes.IsOfRoomAloneAsync(portal, roomEvent, cancellationToken))
        {
            // Whom they put out is out of the room, and nothing else: which only the chat's lane notes.
            return deed.Membership != "invite" && people.IsUser(deed.To) ? new RowOutcome.MoveTo(LaneKey.Of(portal.Network, portal.Chat)) : RowOutcome.Nothing;
        }

        if (portal.Kind is ChatKind.Direct or ChatKind.NoteToSelf)
        {
            return new RowOutcome.Refused("It is a chat of two.");
        }

        if (people.Of(portal.Network, deed.To) is not { } person)
        {
            return deed.Membership == "invite" ? new RowOutcome.Refused(Unknown(portal, deed.To)) : RowOutcome.Nothing;
        }

        var takesBack = deed is { Membership: "leave", Before: "invite" };
        try
        {
            var outcome = await changes.MakeAsync(
                row, portal, roomEvent, account => DoAsync(account, portal, deed, person, cancellationToken),
                account => SeeToRoomAsync(account, portal, deed, person, cancellationToken), cancellationToken);
            // That the invitation is gone is all that was wanted.
            return takesBack && outcome is RowOutcome.Refused ? RowOutcome.Nothing : outcome;
        }
        catch (BridgeException) when (takesBack)
        {
            return RowOutcome.Nothing;
        }
    }

    private async Task DoAsync(RunningAccount account, PortalRow portal, MembershipDeed deed, RemoteUserId person, CancellationToken cancellationToken)
    {
        if (deed.AnswersRequest)
        {
            await groups.AnswerRequestAsync(account, portal.Chat, person, accept: deed.Membership == "invite", cancellationToken);
            return;
        }

        var details = await account.Account.GetChatAsync(portal.Chat, cancellationToken);
        var isMember = details.Members.Any(member => member.User == person);
        var isSo = deed.Deed == MemberDeed.Add ? isMember : deed.Deed == MemberDeed.Remove && deed.Before != "invite" && !isMember && details.MembersAreComplete;
        if (!isSo)
        {
            await groups.ToMemberAsync(account, portal.Chat, deed.Deed, person, cancellationToken);
        }
    }

    private async Task<RowOutcome> SeeToRoomAsync(RunningAccount account, PortalRow portal, MembershipDeed deed, RemoteUserId person, CancellationToken cancellationToken)
    {
        if (deed.Membership == "invite" && portal.Chat.Receiver is not null && people.IsUser(deed.To) && person != account.Account.Self)
        {
            // This room is the account's own; they get the chat in one of their own.
            await clients.Main.KickAsync(actingAs: null, new RoomId(portal.RoomId!), deed.To, $"You are in the {account.NetworkName} group now, which has a room of your own.", cancellationToken);
        }

        upkeep.Compare(account, portal.Chat, soon: true);
        return RowOutcome.Nothing;
    }

    private string Unknown(PortalRow portal, UserId who)
    {
        var network = networks.NameOf(portal.Network);
        return people.IsUser(who)
            ? $"{who} has no {network} account here, so the group would not know who reads along. They log in first: by saying `login {portal.Network}` to the bot, where nobody else reads along."
            : $"{who} is nobody on {network}.";
    }
}
