using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>A homeserver's <c>/capabilities</c>.</summary>
public sealed record ServerCapabilities(JsonObject All)
{
    /// <summary>The version that new rooms get; null where the homeserver does not say.</summary>
    public string? DefaultRoomVersion =>
        (All["m.room_versions"] as JsonObject)?["default"] is JsonValue value && value.TryGetValue<string>(out var version) ? version : null;

    /// <summary>Whether the homeserver can make rooms of that version.</summary>
    public bool OffersRoomVersion(string version) =>
        (All["m.room_versions"] as JsonObject)?["available"] is JsonObject available && available.ContainsKey(version);
}
