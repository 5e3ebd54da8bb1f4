using Bridges.Abstractions;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.IncomingEvents;

/// <summary>Makes journal rows of what happens in Matrix rooms: each in the lane of its room's chat.</summary>
internal sealed class EventRows(PortalRegistry portals)
{
    /// <summary>The network that rows of rooms without a portal are filed under.</summary>
    public static NetworkId NoNetwork { get; } = new("matrix");

    /// <summary>A row for an event, which is known again by its id, by whichever way it comes.</summary>
    public Task<NewJournalRow> OfAsync(MatrixEvent roomEvent, CancellationToken cancellationToken) =>
        InRoomAsync(roomEvent.RoomId, SourceKeys.Of(roomEvent.EventId), roomEvent.Json, roomEvent.EventId, cancellationToken);

    public async Task<NewJournalRow> InRoomAsync(
        RoomId room, string? sourceKey, ReadOnlyMemory<byte> payload, EventId? eventId, CancellationToken cancellationToken)
    {
        var portal = await portals.ByRoomAsync(room, cancellationToken);
        return new NewJournalRow(
            portal is null ? LaneKey.Of(room) : LaneKey.Of(portal.Network, portal.Chat),
            JournalDirection.FromMatrix, portal?.Network ?? NoNetwork, sourceKey, payload)
        {
            EventId = eventId?.Value,
            RoomId = room.Value,
        };
    }
}
