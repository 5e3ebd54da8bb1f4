using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Portals.Marks;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Users;

/// <summary>Brings the owners of accounts into the rooms of their chats.</summary>
internal sealed class PortalOwners(
    AccountChats chats, UserEntrances entrances, DirectChats directChats, KeptChats keptChats, GhostIds ids, ICheckpoints checkpoints)
{
    /// <summary>Brings the account's owner into the room, by double puppet where that works, by invitation where not.</summary>
    public async Task BringInAsync(PortalRow portal, RunningAccount account, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        if (await chats.StateAsync(account, portal.Chat, cancellationToken) != AccountChatState.InRoom)
        {
            // First: in the moment in which they come in they may write, and go again.
            await chats.SetAsync(account, portal.Chat, AccountChatState.ComingIn, cancellationToken);
        }

        var other = portal is { Kind: ChatKind.Direct, OtherUser: { } user } ? ids.ToMatrix(account.Network, new RemoteUserId(user)) : default(UserId?);
        await entrances.BringInAsync(room, account.Owner, other, cancellationToken);
        if (other is { } with)
        {
            await directChats.AddAsync(account.Owner, with, room, cancellationToken);
        }

        // Last: whoever is noted as having been brought in is not brought in again.
        checkpoints.Reached(Checkpoint.OwnerJoined);
        await chats.ArrivedAsync(account, portal.Chat, cancellationToken);
        await keptChats.CameInAsync(account, portal, cancellationToken);
    }
}
