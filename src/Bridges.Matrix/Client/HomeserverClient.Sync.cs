using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

public sealed partial class HomeserverClient
{
    /// <summary>What happened in the rooms of the token's own user. Returns at once, even where nothing has.</summary>
    /// <param name="since">From an earlier answer; null: as if nothing had been seen before, which takes the homeserver its time.</param>
    /// <param name="filter">As in the specification ("Filtering").</param>
    public async Task<SyncPage> SyncAsync(string? since, JsonObject filter, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/sync").With("timeout", 0).With("set_presence", "offline").With("filter", filter.ToJsonString());
        var call = HomeserverCall.Get(since is null ? path : path.With("since", since)) with { Media = since is null };
        var answer = await _transport.SendAsync(call, TransportJson.Default.SyncAnswer, cancellationToken);
        var rooms = new List<SyncedRoom>();
        foreach (var (id, room) in answer.Rooms?.Join ?? [])
        {
            if (RoomId.TryParse(id, out var roomId) && room.Timeline is { } timeline)
            {
                rooms.Add(new SyncedRoom(roomId, Read(timeline, roomId), timeline.Limited, timeline.PrevBatch));
            }
        }

        return new SyncPage(answer.NextBatch, rooms);
    }

    private static List<MatrixEvent> Read(SyncTimeline timeline, RoomId room)
    {
        var events = new List<MatrixEvent>();
        foreach (var element in timeline.Events ?? [])
        {
            if (element.ValueKind == JsonValueKind.Object && MatrixEvent.TryParse(WithRoom(element, room), out var parsed, out _))
            {
                events.Add(parsed);
            }
        }

        return events;
    }

    /// <summary>Here alone events do not say which room they belong to.</summary>
    private static byte[] WithRoom(JsonElement roomEvent, RoomId room)
    {
        using var whole = new MemoryStream();
        using (var writer = new Utf8JsonWriter(whole))
        {
            writer.WriteStartObject();
            writer.WriteString("room_id"u8, room.Value);
            foreach (var property in roomEvent.EnumerateObject().Where(property => property.Name != "room_id"))
            {
                property.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return whole.ToArray();
    }
}
