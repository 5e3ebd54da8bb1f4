using System.Text.Json;
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
    public Dictionary<string, JsonElement>? Additional { get; set; }
}
