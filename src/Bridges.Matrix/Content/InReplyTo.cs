using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>Names the message that is answered.</summary>
public sealed record InReplyTo
{
    [JsonPropertyName("event_id")]
    public EventId? EventId { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Additional { get; set; }
}
