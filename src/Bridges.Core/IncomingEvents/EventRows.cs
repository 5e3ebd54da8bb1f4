using Bridges.Abstractions;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.IncomingEvents;

/// <summary>Makes journal rows of what happens in Matrix rooms: each in its lane.</summary>
internal sealed class EventRows(PortalRegistry portals, CoreOptions options)
{
    /// <summary>The network that rows of rooms without a portal are filed under.</summary>
    public static NetworkId NoNetwork { get; } = new("matrix");

    /// <summary>A row for an event, which is known again by its id, by whichever way it comes.</summary>
    public Task<NewJournalRow> OfAsync(MatrixEvent roomEvent, CancellationToken cancellationToken) => InRoomAsync(
        roomEvent.RoomId, LaneOfEvent.IsSenders(roomEvent) || DeedsToOthers.Is(roomEvent, options.Bot) ? roomEvent.Sender : null, SourceKeys.Of(roomEvent.EventId), roomEvent.Json, roomEvent.EventId, cancellationToken);

    /// <param name="sender">In whose lane of the room's chat it stands; null: in the chat's own.</param>
    public async Task<NewJournalRow> InRoomAsync(
        RoomId room, UserId? sender, string? sourceKey, ReadOnlyMemory<byte> payload, EventId? eventId, CancellationToken cancellationToken)
    {
        var portal = await portals.ByRoomAsync(room, cancellationToken);
        return new NewJournalRow(LaneOf(room, portal, sender), JournalDirection.FromMatrix, portal?.Network ?? NoNetwork, sourceKey, payload)
        {
            EventId = eventId?.Value,
            RoomId = room.Value,
        };
    }

    private static string LaneOf(RoomId room, PortalRow? portal, UserId? sender) => (portal, sender) switch
    {
        (null, _) => LaneKey.Of(room),
        (_, { } user) => LaneKey.Of(portal.Network, portal.Chat, user),
        _ => LaneKey.Of(portal.Network, portal.Chat),
    };
}
