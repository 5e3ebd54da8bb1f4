using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.MissedEvents;

/// <summary>The rooms in which something happened lately, by the journal.</summary>
internal sealed class ActiveRooms(Journal journal, PortalRegistry portals)
{
    private const int MaxRooms = 50;

    // A chat has a lane for what comes from its network and one for each person who writes in it.
    private const int MaxLanes = 4 * MaxRooms;

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<RoomId>> SinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rooms = new List<RoomId>();
        foreach (var lane in await journal.ActiveLanesAsync(since.ToUnixTimeMilliseconds(), MaxLanes, cancellationToken))
        {
            if (await RoomOfAsync(lane, cancellationToken) is { } room && !rooms.Contains(room))
            {
                rooms.Add(room);
            }

            if (rooms.Count == MaxRooms)
            {
                break;
            }
        }

        return rooms;
    }

    private async Task<RoomId?> RoomOfAsync(string lane, CancellationToken cancellationToken) =>
        LaneKey.RoomOf(lane) is { } room ? room
        : LaneKey.ChatOf(lane) is { } chat && await portals.FindAsync(chat.Network, chat.Chat, cancellationToken) is { RoomId: { } portal } ? new RoomId(portal)
        : null;
}
