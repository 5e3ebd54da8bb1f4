using System.Text.Json;

namespace Bridges.TestBeds.Users;

/// <summary>Takes the events out of an answer to <c>/sync</c>.</summary>
internal static class SyncAnswer
{
    public static IEnumerable<MatrixEvent> Read(JsonElement answer) =>
    [
        .. Events(answer, "account_data", EventKind.AccountData, roomId: ""),
        .. Events(answer, "presence", EventKind.Presence, roomId: ""),
        .. Rooms(answer, "invite").SelectMany(room => Events(room.Value, "invite_state", EventKind.Invite, room.Name)),
        .. Rooms(answer, "join").Concat(Rooms(answer, "leave")).SelectMany(Room),
    ];

    private static IEnumerable<MatrixEvent> Room(JsonProperty room) =>
    [
        .. Events(room.Value, "state", EventKind.State, room.Name),
        .. Events(room.Value, "timeline", EventKind.Timeline, room.Name),
        .. Events(room.Value, "ephemeral", EventKind.Ephemeral, room.Name),
        .. Events(room.Value, "account_data", EventKind.AccountData, room.Name),
    ];

    private static IEnumerable<JsonProperty> Rooms(JsonElement answer, string membership) =>
        answer.TryGetProperty("rooms", out var rooms) && rooms.TryGetProperty(membership, out var some)
            ? some.EnumerateObject()
            : Enumerable.Empty<JsonProperty>();

    private static IEnumerable<MatrixEvent> Events(JsonElement parent, string section, EventKind kind, string roomId) =>
        parent.TryGetProperty(section, out var part) && part.TryGetProperty("events", out var events)
            ? events.EnumerateArray().Select(raw => new MatrixEvent(kind, roomId, raw))
            : [];
}
