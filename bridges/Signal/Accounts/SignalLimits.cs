using Bridges.Abstractions;

namespace Bridges.Signal.Accounts;

/// <summary>What Signal's own apps keep to.</summary>
internal static class SignalLimits
{
    private const long MaximumFile = 100L << 20;

    public static IReadOnlyList<MediaKind> ViewOnceKinds { get; } = [MediaKind.Image, MediaKind.Video];

    public static MessageLimits All { get; } = new()
    {
        TextLength = 64 * 1024,
        CaptionLength = 64 * 1024,
        PreviewPictureSide = 640,
        // Whoever does not have what is answered reads this of it.
        ExcerptLength = 300,
        AlbumItems = 32,
        PollOptions = 10,
        EditWindow = TimeSpan.FromHours(24),
        Edits = 10,
        DeleteWindow = TimeSpan.FromHours(24),
        Media = new Dictionary<MediaKind, MediaRules>
        {
            [MediaKind.Image] = new() { ContentTypes = ["image/jpeg", "image/png", "image/webp", "image/gif"], MaximumSize = MaximumFile },
            [MediaKind.Video] = new() { ContentTypes = ["video/mp4"], MaximumSize = MaximumFile },
            [MediaKind.Animation] = new() { ContentTypes = ["image/gif", "video/mp4"], MaximumSize = MaximumFile },
            [MediaKind.RoundVideo] = new() { ContentTypes = ["video/mp4"], MaximumSize = MaximumFile },
            // No Ogg: iPhones play none.
            [MediaKind.Voice] = new() { ContentTypes = ["audio/mp4", "audio/aac"], MaximumSize = MaximumFile },
            [MediaKind.Audio] = new() { MaximumSize = MaximumFile },
            [MediaKind.File] = new() { MaximumSize = MaximumFile },
            [MediaKind.Sticker] = new() { ContentTypes = ["image/webp", "image/png", "image/gif"], MaximumSize = MaximumFile },
        },
    };
}
