using System.Text.Json.Nodes;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Bed;

/// <summary>What users do to messages, as the homeserver pushes it.</summary>
internal static class RoomEvents
{
    public static JsonObject Edit(string room, string sender, string target, string text) =>
        StubEvents.Create(room, sender, "m.room.message", new JsonObject
        {
            ["msgtype"] = "m.text",
            ["body"] = $"* {text}",
            ["m.new_content"] = new JsonObject { ["msgtype"] = "m.text", ["body"] = text },
            ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.replace", ["event_id"] = target },
        });

    public static JsonObject Redaction(string room, string sender, string target) =>
        StubEvents.Create(room, sender, "m.room.redaction", new JsonObject { ["redacts"] = target });
}
