using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Files other than photos; what they are is told by their attributes.</summary>
internal static class DocumentView
{
    private const int ThumbnailSide = 320;

    public static TlObject Of(Media media, int date, byte[] reference)
    {
        var file = media.Stored!;
        return new TlObject("document")
        {
            ["id"] = file.Id,
            ["access_hash"] = file.AccessHash,
            ["file_reference"] = reference,
            ["date"] = date,
            ["mime_type"] = MimeType(media),
            ["size"] = media.SizeOr(media is Media.File known ? known.Size : 1024),
            ["thumbs"] = media.StoredThumbnail is { } thumbnail ? new[] { Thumbnail(thumbnail) } : null,
            ["dc_id"] = PictureView.DataCentre,
            ["attributes"] = Attributes(media).ToArray(),
        };
    }

    private static TlObject Thumbnail(StoredFile file) => new("photoSize")
    {
        ["type"] = "m",
        ["w"] = ThumbnailSide,
        ["h"] = ThumbnailSide,
        ["size"] = (int)(file.Content?.Length ?? 0),
    };

    private static string MimeType(Media media) => media switch
    {
        Media.File file => file.MimeType,
        Media.Video video => video.MimeType,
        Media.Audio audio => audio.MimeType,
        Media.Voice voice => voice.MimeType,
        Media.Sticker sticker => sticker.MimeType,
        _ => throw new InvalidOperationException($"{media.GetType().Name} has no form on the wire"),
    };

    private static string? Name(Media media) => media switch
    {
        Media.File file => file.Name,
        Media.Video video => video.Name,
        Media.Audio audio => audio.Name,
        _ => null,
    };

    private static IEnumerable<TlObject> Attributes(Media media)
    {
        switch (media)
        {
            case Media.Video video:
                yield return Video(video.Duration, video.Width, video.Height, video.IsRound, video.IsAnimation);
                if (video.IsAnimation)
                {
                    yield return new TlObject("documentAttributeAnimated");
                }

                break;
            case Media.Audio audio:
                yield return new TlObject("documentAttributeAudio")
                {
                    ["duration"] = audio.Duration,
                    ["title"] = NullIfEmpty(audio.Title),
                    ["performer"] = NullIfEmpty(audio.Performer),
                };
                break;
            case Media.Voice voice:
                yield return new TlObject("documentAttributeAudio")
                {
                    ["voice"] = true,
                    ["duration"] = voice.Duration,
                    ["waveform"] = voice.Waveform.Length > 0 ? voice.Waveform.ToArray() : null,
                };
                break;
            case Media.Sticker sticker:
                yield return StickerView.Attribute(sticker);
                yield return sticker.MimeType == "video/webm"
                    ? Video(2, 512, 512, isRound: false, isSilent: true)
                    : new TlObject("documentAttributeImageSize") { ["w"] = 512, ["h"] = 512 };
                break;
        }

        if (Name(media) is { Length: > 0 } name)
        {
            yield return new TlObject("documentAttributeFilename") { ["file_name"] = name };
        }
    }

    private static TlObject Video(double duration, int width, int height, bool isRound, bool isSilent) => new("documentAttributeVideo")
    {
        ["round_message"] = isRound,
        ["supports_streaming"] = !isRound,
        ["nosound"] = isSilent,
        ["duration"] = duration,
        ["w"] = width,
        ["h"] = height,
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
