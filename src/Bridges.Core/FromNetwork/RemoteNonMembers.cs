using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Core.Portals.Members;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Follows who is invited to a chat, asks to be let in, or may come back: as the membership that Matrix has for it.</summary>
internal sealed class RemoteNonMembers(AccountRegistry accounts, GhostRegistry ghosts, NonMembers nonMembers, HomeserverClients clients, CoreOptions options)
{
    public static bool Concerns(RemoteMembership membership) =>
        membership.Change is MembershipChange.Invited or MembershipChange.AskedToJoin or MembershipChange.RequestEnded or MembershipChange.Unbanned;

    public async Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow portal, RemoteMembership membership, CancellationToken cancellationToken)
    {
        if (accounts.OfMember(account, membership.Chat, membership.User) is not null)
        {
            // Who has a login here comes as themself, once they are in.
            return RowOutcome.Nothing;
        }

        var room = new RoomId(portal.RoomId!);
        try
        {
            await ShowAsync(account, portal, room, membership, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // Somebody banned them here, or the room's version knows no knocking.
        }

        return RowOutcome.Nothing;
    }

    private async Task ShowAsync(RunningAccount account, PortalRow portal, RoomId room, RemoteMembership membership, CancellationToken cancellationToken)
    {
        var ghost = await ghosts.EnsureAsync(account, membership.User, cancellationToken);
        switch (membership.Change)
        {
            case MembershipChange.Unbanned:
                await nonMembers.LiftBanAsync(room, ghost, cancellationToken);
                break;
            case MembershipChange.Invited:
                await nonMembers.InviteAsync(room, ghost, cancellationToken);
                break;
            case MembershipChange.AskedToJoin:
                await TellHowToAnswerAsync(account, portal, membership, cancellationToken);
                await nonMembers.AskAsync(room, ghost, cancellationToken);
                break;
            case MembershipChange.RequestEnded:
                await nonMembers.ForgetAsync(room, ghost, cancellationToken);
                break;
        }
    }

    /// <summary>Clients offer no answer to who may not invite in the room, as nobody but the bot may.</summary>
    private async Task TellHowToAnswerAsync(RunningAccount account, PortalRow portal, RemoteMembership membership, CancellationToken cancellationToken)
    {
        if (account.Account is not IAnswersJoinRequests)
        {
            return;
        }

        var name = (await ghosts.FindAsync(account.Network, membership.User, cancellationToken))?.Name ?? membership.User.Value;
        var id = ShownText.Name(membership.User.Value);
        await clients.Main.SendMessageAsync(
            actingAs: null, new RoomId(portal.RoomId!), TransactionIds.Of(portal.Network, portal.Chat, $"asks:{membership.User}:{membership.Timestamp.ToUnixTimeMilliseconds()}"),
            RoomMessageContent.Notice($"{name} asks to be let in. Who may decide that on {account.NetworkName} says {options.CommandPrefix} accept {id}, or {options.CommandPrefix} refuse {id}."),
            timestamp: null, cancellationToken);
    }
}
