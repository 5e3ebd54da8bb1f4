using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>Names the message that is answered.</summary>
public sealed record InReplyTo
{
    [JsonPropertyName("event_id")]
    public EventId? EventId { get; init; }

    [JsonExtensionData]
    public JsonObject? Additional { get; set; }
}
