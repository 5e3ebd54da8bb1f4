using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>Whom a message is meant to notify (<c>m.mentions</c>).</summary>
public sealed record MessageMentions
{
    [JsonPropertyName("user_ids")]
    public IReadOnlyList<UserId>? UserIds { get; init; }

    /// <summary>The whole room.</summary>
    [JsonPropertyName("room")]
    public bool? Room { get; init; }

    [JsonExtensionData]
    public JsonObject? Additional { get; set; }
}
