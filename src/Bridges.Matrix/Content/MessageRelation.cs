using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>What a message refers to (<c>m.relates_to</c>).</summary>
public sealed record MessageRelation
{
    public const string Replace = "m.replace";
    public const string Reference = "m.reference";
    public const string Thread = "m.thread";

    [JsonPropertyName("rel_type")]
    public string? RelationType { get; init; }

    [JsonPropertyName("event_id")]
    public EventId? EventId { get; init; }

    [JsonPropertyName("m.in_reply_to")]
    public InReplyTo? InReplyTo { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Additional { get; set; }

    public static MessageRelation ReplyTo(EventId target) => new() { InReplyTo = new InReplyTo { EventId = target } };

    /// <summary>In the thread under a message; a reply to it for clients that know no threads.</summary>
    public static MessageRelation InThreadOf(EventId root) => ReplyTo(root) with
    {
        RelationType = Thread, EventId = root, Additional = new(StringComparer.Ordinal) { ["is_falling_back"] = JsonTrue.Value },
    };

    public static MessageRelation ReplacementOf(EventId target) => new() { RelationType = Replace, EventId = target };
}
