using System.Text.Json.Nodes;

namespace Bridges.Core.Tests.Bed;

/// <summary>What the homeserver tells besides events.</summary>
internal static class PassingSigns
{
    public static JsonObject Receipt(string room, string user, string eventId) => new()
    {
        ["type"] = "m.receipt",
        ["room_id"] = room,
        ["content"] = new JsonObject { [eventId] = new JsonObject { ["m.read"] = new JsonObject { [user] = new JsonObject { ["ts"] = 1 } } } },
    };

    /// <param name="users">Everyone who types in the room now.</param>
    public static JsonObject Typing(string room, params string[] users) => new()
    {
        ["type"] = "m.typing",
        ["room_id"] = room,
        ["content"] = new JsonObject { ["user_ids"] = new JsonArray([.. users.Select(user => JsonValue.Create(user))]) },
    };
}
