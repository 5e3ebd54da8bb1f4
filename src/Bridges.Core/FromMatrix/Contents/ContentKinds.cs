using Bridges.Abstractions;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Which kinds of content an account takes, and what a file is sent as where its own kind is not taken.</summary>
internal static class ContentKinds
{
    /// <summary>The kinds that a file may be sent as, the best first; empty: this account takes no files at all.</summary>
    public static IReadOnlyList<MediaKind> For(IAccount account, MediaKind kind) => [.. Chain(kind).Where(other => Takes(account, other))];

    public static bool Takes(IAccount account, MediaKind kind) => kind switch
    {
        MediaKind.Image => account is ISends<ImageContent>,
        MediaKind.Video => account is ISends<VideoContent>,
        MediaKind.Animation => account is ISends<AnimationContent>,
        MediaKind.RoundVideo => account is ISends<RoundVideoContent>,
        MediaKind.Voice => account is ISends<VoiceContent>,
        MediaKind.Audio => account is ISends<AudioContent>,
        MediaKind.Sticker => account is ISends<StickerContent>,
        _ => account is ISends<FileContent>,
    };

    /// <summary>In people's words.</summary>
    public static string Plural(MediaKind kind) => kind switch
    {
        MediaKind.Image => "Pictures",
        MediaKind.Video or MediaKind.RoundVideo => "Videos",
        MediaKind.Animation => "GIFs",
        MediaKind.Voice => "Voice messages",
        MediaKind.Audio => "Sounds",
        MediaKind.Sticker => "Stickers",
        _ => "Files",
    };

    private static MediaKind[] Chain(MediaKind kind) => kind switch
    {
        MediaKind.Animation => [MediaKind.Animation, MediaKind.Video, MediaKind.File],
        MediaKind.Voice => [MediaKind.Voice, MediaKind.Audio, MediaKind.File],
        MediaKind.Sticker => [MediaKind.Sticker, MediaKind.Image, MediaKind.File],
        MediaKind.File => [MediaKind.File],
        _ => [kind, MediaKind.File],
    };
}
