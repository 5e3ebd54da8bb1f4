using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Files;
using Bridges.Telegram.Ids;

namespace Bridges.Telegram.Outgoing;

/// <summary>Files in TDLib's terms.</summary>
internal static class MediaWriter
{
    /// <param name="caption">TDLib's <c>formattedText</c>.</param>
    /// <param name="path">Where the file is, under the name that it is to have.</param>
    public static JsonObject Write(MediaContent media, JsonObject caption, string path)
    {
        var file = TdJson.Request("inputFileLocal", ("path", path));
        var (width, height, seconds) = (media.File.Width ?? 0, media.File.Height ?? 0, (int)Math.Ceiling(media.File.Duration?.TotalSeconds ?? 0));
        var once = media.IsViewOnce ? TdJson.Request("messageSelfDestructTypeImmediately") : null;
        return media switch
        {
            ImageContent => TdJson.Request(
                "inputMessagePhoto",
                ("photo", TdJson.Request("inputPhoto", ("photo", file), ("width", width), ("height", height))),
                ("caption", caption),
                ("has_spoiler", media.IsSpoiler),
                ("self_destruct_type", once)),
            VideoContent => TdJson.Request(
                "inputMessageVideo",
                ("video", TdJson.Request(
                    "inputVideo",
                    ("video", file), ("thumbnail", Thumbnail(media.File)), ("duration", seconds), ("width", width), ("height", height), ("supports_streaming", true))),
                ("caption", caption),
                ("has_spoiler", media.IsSpoiler),
                ("self_destruct_type", once)),
            AnimationContent => TdJson.Request(
                "inputMessageAnimation",
                ("animation", TdJson.Request(
                    "inputAnimation", ("animation", file), ("thumbnail", Thumbnail(media.File)), ("duration", seconds), ("width", width), ("height", height))),
                ("caption", caption),
                ("has_spoiler", media.IsSpoiler)),
            RoundVideoContent => TdJson.Request(
                "inputMessageVideoNote",
                ("video_note", file), ("thumbnail", Thumbnail(media.File)), ("duration", seconds), ("length", Math.Max(width, height)), ("self_destruct_type", once)),
            VoiceContent voice => TdJson.Request(
                "inputMessageVoiceNote",
                ("voice_note", file), ("duration", seconds), ("waveform", Waveform.Pack(voice.Waveform)), ("caption", caption), ("self_destruct_type", once)),
            AudioContent audio => TdJson.Request(
                "inputMessageAudio",
                ("audio", TdJson.Request(
                    "inputAudio",
                    ("audio", file), ("album_cover_thumbnail", Thumbnail(media.File)), ("duration", seconds), ("title", audio.Title ?? ""), ("performer", audio.Performer ?? ""))),
                ("caption", caption)),
            StickerContent sticker => TdJson.Request(
                "inputMessageSticker", ("sticker", file), ("width", width), ("height", height), ("emoji", sticker.Emoji ?? "")),
            _ => TdJson.Request(
                "inputMessageDocument",
                ("document", TdJson.Request("inputDocument", ("document", file), ("thumbnail", Thumbnail(media.File)), ("disable_content_type_detection", true))),
                ("caption", caption)),
        };
    }

    /// <summary>In private chats only, other than the one with oneself.</summary>
    public static IReadOnlyList<MediaKind> ViewOnceKinds(long chat, RemoteUserId self) =>
        ChatIds.IsUser(chat) && RemoteIds.User(chat) != self ? [MediaKind.Image, MediaKind.Video, MediaKind.RoundVideo, MediaKind.Voice] : [];

    /// <summary>Whether a message may be what became of this one: the file's length is the same. Of a photo, which Telegram makes anew, only the kind can be told.</summary>
    public static Func<JsonElement, bool> IsLike(MediaContent media)
    {
        var size = media.File.Size;
        return message => message.Object("content") is { } content
            && content.Type() == TypeOf(media.Kind)
            && (media.Kind == MediaKind.Image || size is null || SizeIn(content) == size);
    }

    private static string TypeOf(MediaKind kind) => kind switch
    {
        MediaKind.Image => "messagePhoto",
        MediaKind.Video => "messageVideo",
        MediaKind.Animation => "messageAnimation",
        MediaKind.RoundVideo => "messageVideoNote",
        MediaKind.Voice => "messageVoiceNote",
        MediaKind.Audio => "messageAudio",
        MediaKind.Sticker => "messageSticker",
        _ => "messageDocument",
    };

    private static long SizeIn(JsonElement content) => content.EnumerateObject()
        .Where(field => field.Value.ValueKind == JsonValueKind.Object)
        .SelectMany(field => field.Value.EnumerateObject())
        .Where(inner => inner.Value.ValueKind == JsonValueKind.Object && inner.Value.Is("file"))
        .Select(inner => inner.Value.Number("size"))
        .FirstOrDefault();

    /// <summary>Only JPEG pictures of at most 320 pixels are taken, and a film goes as well without one.</summary>
    private static JsonObject? Thumbnail(MediaFile file) =>
        file.Thumbnail is { Path: { } path, ContentType: "image/jpeg", Width: > 0 and <= 320 and var width, Height: > 0 and <= 320 and var height }
            ? TdJson.Request("inputThumbnail", ("thumbnail", TdJson.Request("inputFileLocal", ("path", path))), ("width", width), ("height", height))
            : null;
}
