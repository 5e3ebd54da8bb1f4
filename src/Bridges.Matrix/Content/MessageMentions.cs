using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>Whom a message is meant to notify (<c>m.mentions</c>).</summary>
public sealed record MessageMentions
{
    [JsonPropertyName("user_ids")]
    public IReadOnlyList<UserId>? UserIds { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Additional { get; set; }
}
