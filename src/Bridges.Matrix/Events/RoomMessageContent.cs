using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>The content of an <c>m.room.message</c>. Fields that are not named here pass through <see cref="Additional"/>.</summary>
public sealed record RoomMessageContent
{
    /// <summary>The only <c>format</c> the specification knows.</summary>
    public const string HtmlFormat = "org.matrix.custom.html";

    [JsonPropertyName("msgtype")]
    public string MsgType { get; init; } = "";

    [JsonPropertyName("body")]
    public string Body { get; init; } = "";

    [JsonPropertyName("format")]
    public string? Format { get; init; }

    [JsonPropertyName("formatted_body")]
    public string? FormattedBody { get; init; }

    [JsonPropertyName("m.mentions")]
    public MessageMentions? Mentions { get; init; }

    [JsonPropertyName("m.relates_to")]
    public MessageRelation? RelatesTo { get; init; }

    /// <summary>What an edit puts in place of the message.</summary>
    [JsonPropertyName("m.new_content")]
    public RoomMessageContent? NewContent { get; init; }

    /// <summary>Every other key.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Additional { get; set; }

    /// <summary>The message that this one answers, if any.</summary>
    [JsonIgnore]
    public EventId? RepliesTo => RelatesTo?.InReplyTo?.EventId;

    /// <summary>The message that this one replaces, if any.</summary>
    [JsonIgnore]
    public EventId? Replaces => RelatesTo is { RelationType: MessageRelation.Replace, EventId: { } target } ? target : null;

    /// <summary>Plain text, said by a person.</summary>
    public static RoomMessageContent Text(string body) => new() { MsgType = MessageTypes.Text, Body = body };

    /// <summary>Plain text, said by a machine.</summary>
    public static RoomMessageContent Notice(string body) => new() { MsgType = MessageTypes.Notice, Body = body };

    /// <summary>This content as an edit of an earlier message (<c>m.replace</c>), with the fallback for clients that know no edits.</summary>
    public RoomMessageContent AsReplacementOf(EventId original) => this with
    {
        Body = "* " + Body,
        FormattedBody = FormattedBody is { } html ? "* " + html : null,
        NewContent = this,
        RelatesTo = MessageRelation.ReplacementOf(original),
    };

    /// <summary>Null where a field has not the shape that the specification gives it, or there is no <c>msgtype</c>.</summary>
    public static RoomMessageContent? TryParse(JsonElement content)
    {
        try
        {
            var message = content.Deserialize(TransportJson.Default.RoomMessageContent);
            return IsWhole(message) ? message with { NewContent = IsWhole(message.NewContent) ? message.NewContent : null } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A field that is not there reads as null, whatever its type says.
    private static bool IsWhole([NotNullWhen(true)] RoomMessageContent? message) => message is { MsgType.Length: > 0, Body: not null };

    /// <summary>The content as a JSON object, for example to put into state or a raw event.</summary>
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, TransportJson.Default.RoomMessageContent)!.AsObject();
}
