using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals.Looks;
using Bridges.Core.Portals.Rooms;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Portals.Users;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Opening;

/// <summary>
/// Makes the room of a chat that has none, in as few requests as can be: all state goes into the creation, and of the members only
/// those who are needed at once; <see cref="PortalUpkeep"/> brings the others.
/// </summary>
internal sealed class PortalMaker(
    PortalRegistry portals, PortalDescriptions descriptions, NewRooms rooms, PortalFirstUsers firstUsers, RoomResidents residents, OrphanedRooms orphans, ICheckpoints checkpoints)
{
    /// <summary>Makes the room, with the account's owner in it, and with those whose own accounts are known to be in the chat.</summary>
    /// <param name="speaker">Someone who is about to speak there, or null.</param>
    public async Task<PortalRow> MakeAsync(RunningAccount account, ChatDetails details, RemoteUserId? speaker, CancellationToken cancellationToken)
    {
        var chat = details.Key;
        var before = await portals.FindAsync(account.Network, chat, cancellationToken);
        var resident = await residents.FindAsync(account, details, speaker, cancellationToken);
        var first = await firstUsers.OfAsync(account, details, cancellationToken);
        if (before is { IsCreating: true } && await orphans.FindAsync(account.Network, chat, cancellationToken) is { } orphan)
        {
            return await SettleAsync(before with { RoomId = orphan.Value }, first, resident, cancellationToken);
        }

        var portal = await descriptions.NewAsync(account, details, cancellationToken);
        await portals.SaveAsync(portal with { IsCreating = true }, cancellationToken);
        checkpoints.Reached(Checkpoint.RoomCreationNoted);
        var room = await rooms.CreateAsync(account, portal, details, resident, await firstUsers.JoinAtOnceAsync(first, cancellationToken), cancellationToken);
        return await SettleAsync(portal with { RoomId = room.Value }, first, resident, cancellationToken);
    }

    private async Task<PortalRow> SettleAsync(PortalRow portal, IReadOnlyList<RunningAccount> first, UserId? resident, CancellationToken cancellationToken)
    {
        portal = portal with { IsCreating = false };
        await residents.JoinAsync(portal, resident, cancellationToken);
        await portals.SaveAsync(portal, cancellationToken);
        checkpoints.Reached(Checkpoint.RoomNoted);
        await firstUsers.BringInAsync(portal, first, cancellationToken);
        return portal;
    }
}
