using Bridges.Core.Portals;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>
/// Sets back in the room what somebody changed there of a group and the network did not take: the room must not show what is not so.
/// May be done again, as long as the row has not ended.
/// </summary>
internal sealed class ReturnedChanges(PortalRegistry portals, PortalUpkeep upkeep, AccountChats chats, RoomLookReturn look, MembershipReturn membership, LevelsReturn levels, CoreOptions options)
{
    public async Task ReturnAsync(JournalRow row, CancellationToken cancellationToken)
    {
        if (!MatrixEventReader.TryRead(row.Payload, out var roomEvent, out _) || await portals.ByRoomAsync(roomEvent.RoomId, cancellationToken) is not { } portal)
        {
            return;
        }

        if (EventTypes.IsLook(roomEvent.Type))
        {
            await look.ReturnAsync(portal, roomEvent, cancellationToken);
        }
        else if (DeedsToOthers.Is(roomEvent, options.Bot))
        {
            await membership.ReturnAsync(portal, roomEvent, cancellationToken);
        }
        else if (roomEvent.Type == EventTypes.PowerLevels)
        {
            await levels.ReturnAsync(portal, roomEvent, cancellationToken);
        }
        else
        {
            return;
        }

        if (await chats.InRoomAsync(portal.Network, portal.Chat, cancellationToken) is [var one, ..])
        {
            upkeep.Compare(one, portal.Chat, soon: true);
        }
    }
}
