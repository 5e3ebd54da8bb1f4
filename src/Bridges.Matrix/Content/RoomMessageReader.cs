using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>Reads messages that strangers wrote. What can be read of one is read; only a message without a text or type is none.</summary>
public static class RoomMessageReader
{
    /// <summary>Null where there is no <c>msgtype</c> or no body. Any other field that is not as it should be counts as not there.</summary>
    public static RoomMessageContent? Read(JsonElement content) => Read(content, isSticker: false);

    /// <summary>Reads the content of an <c>m.sticker</c>, whose <see cref="RoomMessageContent.MsgType"/> is then <see cref="MessageTypes.Sticker"/>; null where it is none.</summary>
    public static RoomMessageContent? ReadSticker(JsonElement content) => Read(content, isSticker: true);

    /// <summary>Also for what replaces a message, where nothing is replaced any more.</summary>
    /// <param name="content">The content, or the <c>m.new_content</c> of one.</param>
    /// <param name="isSticker">It is an <c>m.sticker</c>, which has no <c>msgtype</c>.</param>
    private static RoomMessageContent? Read(JsonElement content, bool isSticker)
    {
        if (TolerantFields.Of(content) is not { } fields
            || TypeOf(fields, isSticker) is not { Length: > 0 } type
            || BodyOf(fields, isSticker) is not { } body)
        {
            return null;
        }

        var relation = Relation(fields.Object("m.relates_to"));
        var replacement = fields.Element("m.new_content");
        return new RoomMessageContent
        {
            MsgType = type,
            Body = body,
            Format = fields.Text("format"),
            FormattedBody = fields.Text("formatted_body"),
            FileName = fields.Text("filename"),
            Url = fields.Mxc("url"),
            File = EncryptedFile.Read(fields.Object("file")),
            Info = MediaInfo.Read(fields.Object("info")),
            GeoUri = fields.Text("geo_uri"),
            Voice = fields.Has("org.matrix.msc3245.voice") | fields.Has("org.matrix.msc3245.voice.v2") ? new EmptyObject() : null,
            Audio = AudioDetails.Read(fields.Object("org.matrix.msc1767.audio")),
            HasSpoiler = fields.Flag("page.codeberg.everypizza.msc4193.spoiler"),
            LinkPreviews = LinkPreviewContent.ReadAll(fields.Items("com.beeper.linkpreviews")),
            Mentions = Mentions(fields.Object("m.mentions")),
            RelatesTo = relation,
            // Only together with the relation does it count; without it every client shows the body.
            NewContent = replacement is { } edited && relation is { RelationType: MessageRelation.Replace, EventId: not null }
                ? Read(edited, isSticker)
                : null,
            Additional = fields.Others(),
        };
    }

    // That of a sticker is asked for as well, so that it is none of the other fields.
    private static string? TypeOf(TolerantFields fields, bool isSticker) => fields.Text("msgtype") is var given && isSticker ? MessageTypes.Sticker : given;

    private static string? BodyOf(TolerantFields fields, bool isSticker) => fields.Text("body") ?? (isSticker ? "" : null);

    private static MessageRelation? Relation(TolerantFields? fields) => fields is null ? null : new MessageRelation
    {
        RelationType = fields.Text("rel_type"),
        EventId = fields.Event("event_id"),
        InReplyTo = fields.Object("m.in_reply_to") is { } answered ? new InReplyTo { EventId = answered.Event("event_id"), Additional = answered.Others() } : null,
        Additional = fields.Others(),
    };

    private static MessageMentions? Mentions(TolerantFields? fields) => fields is null ? null : new MessageMentions
    {
        UserIds = fields.Texts("user_ids") is { } ids ? [.. ids.Where(static id => UserId.TryParse(id, out _)).Select(static id => new UserId(id))] : null,
        Additional = fields.Others(),
    };
}
