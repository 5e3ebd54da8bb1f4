using System.Text.Json;
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

    /// <summary>Of a file: its name; where there is none, the body is the name and there is no caption (MSC2530).</summary>
    [JsonPropertyName("filename")]
    public string? FileName { get; init; }

    /// <summary>Of a file: where it lies in the clear.</summary>
    [JsonPropertyName("url")]
    public MxcUri? Url { get; init; }

    /// <summary>Of a file: where it lies encrypted.</summary>
    [JsonPropertyName("file")]
    public EncryptedFile? File { get; init; }

    [JsonPropertyName("info")]
    public MediaInfo? Info { get; init; }

    /// <summary>Of a place: see <see cref="GeoPoint"/>.</summary>
    [JsonPropertyName("geo_uri")]
    public string? GeoUri { get; init; }

    /// <summary>The sound is a voice message (MSC3245).</summary>
    [JsonPropertyName("org.matrix.msc3245.voice")]
    public EmptyObject? Voice { get; init; }

    [JsonPropertyName("org.matrix.msc1767.audio")]
    public AudioDetails? Audio { get; init; }

    /// <summary>The picture or video is covered until someone asks for it (MSC4193).</summary>
    [JsonPropertyName("page.codeberg.everypizza.msc4193.spoiler")]
    public bool? HasSpoiler { get; init; }

    /// <summary>Null: nothing is said of previews. Empty: there is to be none.</summary>
    [JsonPropertyName("com.beeper.linkpreviews")]
    public IReadOnlyList<LinkPreviewContent>? LinkPreviews { get; init; }

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

    /// <summary>The type of the event that carries this.</summary>
    [JsonIgnore]
    public string EventType => MsgType == MessageTypes.Sticker ? EventTypes.Sticker : EventTypes.Message;

    /// <summary>The message that this one answers, if any; in a thread at least the one that it is under.</summary>
    [JsonIgnore]
    public EventId? RepliesTo => RelatesTo?.InReplyTo?.EventId ?? (RelatesTo is { RelationType: MessageRelation.Thread, EventId: { } root } ? root : null);

    /// <summary>The message that this one replaces, if any.</summary>
    [JsonIgnore]
    public EventId? Replaces => RelatesTo is { RelationType: MessageRelation.Replace, EventId: { } target } ? target : null;

    /// <summary>Plain text, said by a person.</summary>
    public static RoomMessageContent Text(string body) => new() { MsgType = MessageTypes.Text, Body = body };

    /// <summary>Plain text, said by a machine.</summary>
    public static RoomMessageContent Notice(string body) => new() { MsgType = MessageTypes.Notice, Body = body };

    /// <summary>
    /// What is said: of an edit its new content, of anything else the content itself. Of an edit whose new content cannot be read, the
    /// fallback without its star.
    /// </summary>
    [JsonIgnore]
    public RoomMessageContent Said => Replaces is null ? this : NewContent ?? this with { Body = WithoutStar(Body)!, FormattedBody = WithoutStar(FormattedBody) };

    /// <summary>The name of the file, as its sender gave it; null where there is no file.</summary>
    [JsonIgnore]
    public string? GivenFileName => Url is null && File is null ? null : FileName ?? Body;

    /// <summary>Whether the body says something about the file instead of naming it (MSC2530).</summary>
    [JsonIgnore]
    public bool HasCaption => FileName is { } name && Body.Length > 0 && Body != name;

    /// <summary>
    /// This content as an edit of an earlier message (<c>m.replace</c>), with the fallback for clients that know no edits. An edit rings
    /// for nobody: whom the new text names stands in the new content only.
    /// </summary>
    public RoomMessageContent AsReplacementOf(EventId original) => this with
    {
        Body = "* " + Body,
        FormattedBody = FormattedBody is { } html ? "* " + html : null,
        Mentions = Mentions is null ? null : new MessageMentions(),
        NewContent = this,
        RelatesTo = MessageRelation.ReplacementOf(original),
    };

    private static string? WithoutStar(string? text) => text is not null && text.StartsWith("* ", StringComparison.Ordinal) ? text[2..] : text;
}
