using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>What a message refers to (<c>m.relates_to</c>).</summary>
public sealed record MessageRelation
{
    public const string Replace = "m.replace";
    public const string Reference = "m.reference";

    [JsonPropertyName("rel_type")]
    public string? RelationType { get; init; }

    [JsonPropertyName("event_id")]
    public EventId? EventId { get; init; }

    [JsonPropertyName("m.in_reply_to")]
    public InReplyTo? InReplyTo { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Additional { get; set; }

    public static MessageRelation ReplyTo(EventId target) => new() { InReplyTo = new InReplyTo { EventId = target } };

    public static MessageRelation ReplacementOf(EventId target) => new() { RelationType = Replace, EventId = target };
}
