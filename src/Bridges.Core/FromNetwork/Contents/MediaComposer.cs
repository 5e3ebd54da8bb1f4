using Bridges.Abstractions;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>Says in Matrix's terms what a file is that lies in the media store. It says of the bytes what the bytes say.</summary>
internal sealed class MediaComposer(TextComposer texts, CoreOptions options)
{
    public async Task<RoomMessageContent> ComposeAsync(
        Composition part, MediaContent media, CarriedFile file, CarriedFile? thumbnail, CancellationToken cancellationToken)
    {
        // Many clients show the name, and of a voice message nothing else.
        var name = SafeFileNames.Of(media.File.Name, file.ContentType, MediaWords.Of(media.Kind));
        var type = TypeOf(media, file);
        var content = new RoomMessageContent
        {
            MsgType = type,
            Url = file.Address,
            Info = InfoOf(media, file, thumbnail ?? file.Thumbnail, type),
            HasSpoiler = media.IsSpoiler ? true : null,
        };
        if (type == MessageTypes.Sticker)
        {
            var sticker = media as StickerContent;
            return content with { Body = sticker?.Emoji is { Length: > 0 } emoji ? emoji : "Sticker", Info = content.Info?.Marked(part.Account.Network, sticker?.Pack) };
        }

        content = media is VoiceContent voice && file.ContentType == "audio/ogg" ? WithVoice(content, voice, file) : WithLength(content, file);
        var caption = part.Around(Said(media));
        return await texts.PutAsync(part, content with { FileName = name }, caption, fallback: name, cancellationToken);
    }

    private static RichText Said(MediaContent media)
    {
        var caption = media.Caption ?? RichText.Empty;
        string?[] known = media is AudioContent audio ? [audio.Performer, audio.Title] : [];
        var title = string.Join(" – ", known.Where(static word => !string.IsNullOrWhiteSpace(word)));
        return RichTexts.Lines(RichText.Plain(title), caption);
    }

    private static string TypeOf(MediaContent media, CarriedFile file)
    {
        var kind = file.ContentType[..(file.ContentType.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? slash : file.ContentType.Length)];
        return media.Kind switch
        {
            MediaKind.Sticker when kind == "image" => MessageTypes.Sticker,
            MediaKind.Sticker or MediaKind.Animation or MediaKind.Video or MediaKind.RoundVideo when kind == "video" => MessageTypes.Video,
            MediaKind.Animation or MediaKind.Image when kind == "image" => MessageTypes.Image,
            MediaKind.Voice or MediaKind.Audio when kind is "audio" or "video" or "application" => MessageTypes.Audio,
            _ => MessageTypes.File,
        };
    }

    private MediaInfo InfoOf(MediaContent media, CarriedFile file, CarriedFile? thumbnail, string type)
    {
        var (width, height) = type == MessageTypes.Sticker ? Within(file.Width, file.Height, options.StickerSide) : (file.Width, file.Height);
        var info = new MediaInfo
        {
            MimeType = file.ContentType,
            Size = file.Size,
            Width = width,
            Height = height,
            Duration = type is MessageTypes.Video or MessageTypes.Audio ? file.DurationMilliseconds : null,
            BlurHash = file.BlurHash,
            ThumbnailUrl = thumbnail?.Address,
            ThumbnailInfo = thumbnail is null ? null : new MediaInfo { MimeType = thumbnail.ContentType, Size = thumbnail.Size, Width = thumbnail.Width, Height = thumbnail.Height },
        };
        if (type == MessageTypes.Sticker && thumbnail is null)
        {
            // Some clients show a sticker only by its thumbnail.
            info = info with { ThumbnailUrl = file.Address, ThumbnailInfo = info };
        }

        info = info.Animated(file.IsAnimated && type is MessageTypes.Sticker or MessageTypes.Image && file.IsAnimated);
        return type == MessageTypes.Video && media.Kind is MediaKind.Animation or MediaKind.Sticker ? info.AsGif() : info;
    }

    private static RoomMessageContent WithVoice(RoomMessageContent content, VoiceContent voice, CarriedFile file)
    {
        var waveform = voice.Waveform.Count > 0 ? voice.Waveform : file.Waveform;
        return content with { Voice = new EmptyObject(), Audio = new AudioDetails(file.DurationMilliseconds, waveform) };
    }

    private static RoomMessageContent WithLength(RoomMessageContent content, CarriedFile file) =>
        content.MsgType == MessageTypes.Audio ? content with { Audio = new AudioDetails(file.DurationMilliseconds, file.Waveform) } : content;

    private static (int? Width, int? Height) Within(int? width, int? height, int side)
    {
        if (width is not > 0 || height is not > 0 || Math.Max(width.Value, height.Value) <= side)
        {
            return (width, height);
        }

        var scale = (double)side / Math.Max(width.Value, height.Value);
        return ((int)Math.Max(1, width.Value * scale), (int)Math.Max(1, height.Value * scale));
    }
}
