using Bridges.Abstractions;

namespace Bridges.Core.Media;

/// <summary>What kinds of files are called.</summary>
internal static class MediaWords
{
    public static string Of(MediaKind kind) => kind switch
    {
        MediaKind.Image => "picture",
        MediaKind.Video or MediaKind.RoundVideo => "video",
        MediaKind.Animation => "GIF",
        MediaKind.Voice => "voice message",
        MediaKind.Audio => "sound",
        MediaKind.Sticker => "sticker",
        _ => "file",
    };
}
