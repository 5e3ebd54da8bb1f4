using System.Net;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Opening;
using Bridges.Core.Portals.Users;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// Notices rooms that the homeserver does not have for the bot any more: deleted by its admin, or younger than the back-up that it was set back to. Nothing
/// tells of these but that nothing works there.
/// </summary>
internal sealed class LostRooms(PortalRegistry portals, AccountChats chats, PortalCloser closer, PortalDoor door, HomeserverClients clients)
{
    /// <summary>Closes the chat's room where something fails since it is lost: when it is tried again, it gets another.</summary>
    public async Task<RowOutcome> WatchAsync(RunningAccount account, ChatKey chat, Func<Task<RowOutcome>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (MatrixException exception) when (exception.IsNotAllowed || exception.Status == HttpStatusCode.NotFound)
        {
            if (await portals.FindAsync(account.Network, chat, cancellationToken) is not { RoomId: { } room } portal || await IsThereAsync(new RoomId(room), cancellationToken))
            {
                throw;
            }

            await closer.LoseAsync(portal, cancellationToken);
            if (!await chats.IsInRoomAsync(account, chat, cancellationToken) && await chats.InRoomAsync(account.Network, chat, cancellationToken) is [var reader, ..])
            {
                // Who told of it does not read it here, and would make no room for it; others do.
                await door.OnRequestAsync(reader, chat, cancellationToken);
            }

            return new RowOutcome.TryAgain("Its room is not there any more.");
        }
    }

    /// <summary>Only a list that leaves the room out counts: a homeserver that refuses everything has lost none.</summary>
    private async Task<bool> IsThereAsync(RoomId room, CancellationToken cancellationToken) =>
        (await clients.Main.JoinedRoomsAsync(actingAs: null, cancellationToken)).Contains(room);
}
