using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.TestBeds.Stub;

/// <summary>Events as a homeserver pushes them to an application service; each has a new id unless one is given.</summary>
public static class StubEvents
{
    /// <summary>A text message.</summary>
    public static JsonObject Text(string roomId, string sender, string body, string? eventId = null) =>
        Create(roomId, sender, "m.room.message", new { msgtype = "m.text", body }, eventId);

    /// <summary>A membership event.</summary>
    public static JsonObject Member(string roomId, string sender, string userId, string membership) =>
        State(roomId, sender, "m.room.member", userId, new { membership });

    /// <summary>Any state event.</summary>
    public static JsonObject State(string roomId, string sender, string type, string stateKey, object content)
    {
        var created = Create(roomId, sender, type, content);
        created["state_key"] = stateKey;
        return created;
    }

    /// <summary>In no order, and as long as those that homeservers make: databases are weighed with them.</summary>
    public static string NewId() => $"${Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>Any event.</summary>
    public static JsonObject Create(string roomId, string sender, string type, object content, string? eventId = null) => new()
    {
        ["event_id"] = eventId ?? NewId(),
        ["room_id"] = roomId,
        ["type"] = type,
        ["sender"] = sender,
        ["origin_server_ts"] = StubRooms.Now(),
        ["content"] = JsonSerializer.SerializeToNode(content),
    };
}
