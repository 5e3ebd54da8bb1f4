using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Members;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Portals.Users;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// Follows who comes into a chat and who goes. Who goes is taken out of the room at once, ghost or user; who comes is brought
/// in beside the lane.
/// </summary>
internal sealed class RemoteMemberships(
    AccountRegistry accounts, AccountChats chats, PortalExits exits, PortalUpkeep upkeep, GhostRegistry ghosts, GhostIds ids, NonMembers nonMembers)
{
    /// <param name="portal">Null where the chat has no room.</param>
    public async Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow? portal, RemoteMembership membership, CancellationToken cancellationToken)
    {
        switch (membership.Change)
        {
            case MembershipChange.Joined:
                await JoinedAsync(account, portal, membership, cancellationToken);
                break;
            case MembershipChange.Left or MembershipChange.Removed or MembershipChange.Banned:
                await WentAsync(account, portal, membership, cancellationToken);
                break;
        }

        return RowOutcome.Nothing;
    }

    private async Task JoinedAsync(RunningAccount account, PortalRow? portal, RemoteMembership membership, CancellationToken cancellationToken)
    {
        if (accounts.OfMember(account, membership.Chat, membership.User) is not { } own)
        {
            if (portal?.RoomId is not null)
            {
                upkeep.Joined(account, membership.Chat, membership.User);
            }

            return;
        }

        if (await chats.StateAsync(own, membership.Chat, cancellationToken) == AccountChatState.OutOfChat)
        {
            // They are back: the chat's next message, or its room, takes them in.
            await chats.ForgetAsync(own, membership.Chat, cancellationToken);
        }

        if (portal?.RoomId is not null)
        {
            upkeep.Compare(account, membership.Chat, soon: true);
        }
    }

    private async Task WentAsync(RunningAccount account, PortalRow? portal, RemoteMembership membership, CancellationToken cancellationToken)
    {
        upkeep.Left(account, membership.Chat, membership.User);
        var why = await WhyAsync(membership, account, cancellationToken);
        if (accounts.OfMember(account, membership.Chat, membership.User) is { } own)
        {
            await exits.OutOfChatAsync(own, membership.Chat, why ?? $"You left this {account.NetworkName} chat.", cancellationToken);
            // A ghost may have spoken for them while they were out of the room.
        }

        if (portal?.RoomId is not { } room || !ids.TryToMatrix(account.Network, membership.User, out var ghost)
            || await ghosts.FindAsync(account.Network, membership.User, cancellationToken) is null)
        {
            return;
        }

        try
        {
            await nonMembers.TakeOutAsync(new RoomId(room), ghost, why, membership.Change == MembershipChange.Banned, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // They were not in the room.
        }
    }

    /// <summary>By whom and why; null where they went by themselves.</summary>
    private async Task<string?> WhyAsync(RemoteMembership membership, RunningAccount account, CancellationToken cancellationToken)
    {
        if (membership.Change == MembershipChange.Left)
        {
            return null;
        }

        var by = membership.Sender is { } sender && sender != membership.User
            ? accounts.OfPerson(account.Network, sender)?.Name ?? (await ghosts.FindAsync(account.Network, sender, cancellationToken))?.Name
            : null;
        var what = (membership.Change, by) switch
        {
            (MembershipChange.Banned, null) => "Banned",
            (MembershipChange.Banned, _) => $"Banned by {by}",
            (_, null) => "Removed",
            _ => $"Removed by {by}",
        };
        return membership.Reason is { Length: > 0 } reason ? $"{what}: {ShownText.Name(reason)}" : what;
    }
}
