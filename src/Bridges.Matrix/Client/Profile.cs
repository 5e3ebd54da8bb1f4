using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>A user's global profile.</summary>
public sealed record Profile
{
    [JsonPropertyName("displayname")]
    public string? DisplayName { get; init; }

    [JsonPropertyName("avatar_url")]
    public string? AvatarUrl { get; init; }

    /// <summary>Every other field (MSC4133).</summary>
    [JsonExtensionData]
    public JsonObject? Additional { get; set; }
}
