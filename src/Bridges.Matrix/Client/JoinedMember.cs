using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>How a joined member shows in its room.</summary>
public sealed record JoinedMember
{
    [JsonPropertyName("display_name")]
    public string? DisplayName { get; init; }

    [JsonPropertyName("avatar_url")]
    public string? AvatarUrl { get; init; }
}
