using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Portals.Members;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Portals.Users;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Moves;

/// <summary>Hands the rooms of a person's former ghost over to their present one. Repeatable: it begins with the rooms that the former one is still in.</summary>
internal sealed class GhostHandover(
    PortalRegistry portals, PortalGhosts ghosts, GhostIds ids, AccountChats chats, DirectChats directChats, PortalUpkeep upkeep, HomeserverClients clients)
{
    public async Task RunAsync(MovedPerson person, UserId former, CancellationToken cancellationToken)
    {
        foreach (var room in await RoomsOfAsync(former, cancellationToken))
        {
            if (await portals.ByRoomAsync(room, cancellationToken) is { } portal && await chats.AskableAsync(portal, cancellationToken) is { } account)
            {
                await ghosts.BringInAsync(account, room, person.To, cancellationToken);
                await TakeOverDirectChatAsync(portal, person, account, cancellationToken);
                upkeep.Compare(account, portal.Chat, soon: true);
            }

            await clients.Main.LeaveAsync(former, room, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<RoomId>> RoomsOfAsync(UserId former, CancellationToken cancellationToken)
    {
        try
        {
            return await clients.Main.JoinedRoomsAsync(former, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // There never was such a ghost.
            return [];
        }
    }

    private async Task TakeOverDirectChatAsync(PortalRow portal, MovedPerson person, RunningAccount account, CancellationToken cancellationToken)
    {
        if (portal.OtherUser != person.From.Value)
        {
            return;
        }

        await portals.ChangeLookAsync(portal, now => now with { OtherUser = person.To.Value }, cancellationToken);
        await directChats.AddAsync(account.Owner, ids.ToMatrix(portal.Network, person.To), new RoomId(portal.RoomId!), cancellationToken);
    }
}
