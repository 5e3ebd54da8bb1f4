using Bridges.Abstractions;
using Bridges.Telegram.Options;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Outgoing;

/// <summary>What Telegram takes from an account. Premium accounts may send twice as much.</summary>
internal static class Limits
{
    private const long MegaByte = 1 << 20;
    private const long LargestPhoto = 10 * MegaByte;
    private const long LargestFile = 2000 * MegaByte;
    private const int LongestSides = 10_000;
    private const double LargestRatio = 20;
    private const int StickerSide = 512;
    private const long LargestSticker = MegaByte / 2;
    private const long LargestRoundVideo = 12 * MegaByte;
    private const int UsualPollOptions = 12;

    public static MessageLimits Of(TelegramOptions options, TdState? state)
    {
        var lengths = TextLimits.Of(options, state);
        var file = state?.Option("is_premium") == 1 ? 2 * LargestFile : LargestFile;
        return new MessageLimits
        {
            TextLength = lengths.Text,
            CaptionLength = state is null ? null : lengths.Caption,
            AlbumItems = AlbumSender.MostItems,
            PollOptions = state?.Option("poll_answer_count_max") is > 0 and < 100 and var most ? (int)most : UsualPollOptions,
            EditWindow = TimeSpan.FromHours(48),
            Media = new Dictionary<MediaKind, MediaRules>
            {
                [MediaKind.Image] = new()
                {
                    ContentTypes = ["image/jpeg", "image/png", "image/webp"],
                    MaximumSize = LargestPhoto,
                    MaximumSidesTogether = LongestSides,
                    MaximumRatio = LargestRatio,
                },
                [MediaKind.Video] = new() { ContentTypes = ["video/mp4"], MaximumSize = file },
                [MediaKind.Animation] = new() { ContentTypes = ["video/mp4"], MaximumSize = file },
                [MediaKind.RoundVideo] = new() { ContentTypes = ["video/mp4"], MaximumSize = LargestRoundVideo, TakesCaption = false },
                [MediaKind.Voice] = new() { ContentTypes = ["audio/ogg"], MaximumSize = file },
                [MediaKind.Audio] = new() { ContentTypes = ["audio/mpeg", "audio/mp4"], MaximumSize = file },
                [MediaKind.Sticker] = new() { ContentTypes = ["image/webp"], MaximumSize = LargestSticker, Square = StickerSide, TakesCaption = false },
                [MediaKind.File] = new() { MaximumSize = file },
            },
        };
    }
}
