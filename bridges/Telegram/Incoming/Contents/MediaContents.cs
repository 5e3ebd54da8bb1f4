using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Files;
using Bridges.Telegram.State;
using Bridges.Telegram.Stickers;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Incoming.Contents;

/// <summary>Messages that are a file: photos, films, sounds, stickers, documents.</summary>
internal static class MediaContents
{
    /// <param name="message">TDLib's message.</param>
    /// <returns>Null for other contents, and for files that cannot be named.</returns>
    public static MessageContent? Read(JsonElement message, JsonElement content, TdState state) =>
        Read(content) is { } media
            ? media with
            {
                Caption = FormattedTextReader.Read(content.Object("caption"), state) is { Text.Length: > 0 } caption ? caption : null,
                IsSpoiler = content.Flag("has_spoiler"),
                IsViewOnce = message.Object("self_destruct_type")?.Is("messageSelfDestructTypeImmediately") == true,
            }
            : null;

    private static MediaContent? Read(JsonElement content) => content.Type() switch
    {
        "messagePhoto" => Photo(content.Object("photo")),
        "messageVideo" => Film(content.Object("video"), "video", file => new VideoContent(file)),
        "messageAnimation" => Film(content.Object("animation"), "animation", file => new AnimationContent(file)),
        "messageVideoNote" => RoundVideo(content.Object("video_note")),
        "messageVoiceNote" => Voice(content.Object("voice_note")),
        "messageAudio" => Audio(content.Object("audio")),
        "messageDocument" => Document(content.Object("document")),
        "messageSticker" => StickerReader.Read(content.Object("sticker")),
        _ => null,
    };

    /// <summary>TDLib lists the sizes of a photo from the smallest to the largest.</summary>
    private static ImageContent? Photo(JsonElement? photo)
    {
        var sizes = photo?.Items("sizes").ToList() ?? [];
        return sizes is [.., var largest] && FileReader.Read(largest.Object("photo")) is { } file
            ? new ImageContent(file with { ContentType = "image/jpeg", Width = FileReader.Side(largest, "width"), Height = FileReader.Side(largest, "height") })
            : null;
    }

    private static MediaContent? Film(JsonElement? film, string field, Func<MediaFile, MediaContent> make) =>
        film is { } known && FileReader.Read(known.Object(field)) is { } file
            ? make(Named(file, known) with
            {
                Width = FileReader.Side(known, "width"),
                Height = FileReader.Side(known, "height"),
                Duration = FileReader.Length(known),
                Thumbnail = FileReader.Thumbnail(known.Object("thumbnail")),
            })
            : null;

    /// <summary>Telegram gives round videos neither a name nor a type.</summary>
    private static RoundVideoContent? RoundVideo(JsonElement? note) =>
        note is { } known && FileReader.Read(known.Object("video")) is { } file
            ? new RoundVideoContent(file with
            {
                ContentType = "video/mp4",
                Name = "video.mp4",
                Width = FileReader.Side(known, "length"),
                Height = FileReader.Side(known, "length"),
                Duration = FileReader.Length(known),
                Thumbnail = FileReader.Thumbnail(known.Object("thumbnail")),
            })
            : null;

    private static VoiceContent? Voice(JsonElement? voice) =>
        voice is { } known && FileReader.Read(known.Object("voice")) is { } file
            ? new VoiceContent(file with { ContentType = TypeOf(known), Duration = FileReader.Length(known) })
            {
                Waveform = Waveform.Unpack(known.Text("waveform")),
            }
            : null;

    private static AudioContent? Audio(JsonElement? audio) =>
        audio is { } known && FileReader.Read(known.Object("audio")) is { } file
            ? new AudioContent(Named(file, known) with
            {
                Duration = FileReader.Length(known),
                Thumbnail = FileReader.Thumbnail(known.Object("album_cover_thumbnail")),
            })
            {
                Title = NullIfEmpty(known.Text("title")),
                Performer = NullIfEmpty(known.Text("performer")),
            }
            : null;

    private static FileContent? Document(JsonElement? document) =>
        document is { } known && FileReader.Read(known.Object("document")) is { } file
            ? new FileContent(Named(file, known) with { Thumbnail = FileReader.Thumbnail(known.Object("thumbnail")) })
            : null;

    private static MediaFile Named(MediaFile file, JsonElement owner) =>
        file with { Name = NullIfEmpty(owner.Text("file_name")), ContentType = TypeOf(owner) };

    /// <summary>Without parameters such as the codec.</summary>
    private static string? TypeOf(JsonElement owner) => NullIfEmpty(owner.Text("mime_type").Split(';')[0].Trim());

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
