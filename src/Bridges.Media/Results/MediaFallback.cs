using Bridges.Media.Jobs;

namespace Bridges.Media.Results;

/// <summary>What to deliver where a file could not be converted: always something.</summary>
public enum MediaFallback
{
    /// <summary>The file as it is, as a document.</summary>
    Document,

    /// <summary>The network's own still picture of it as a sticker; where there is none, the file as a document.</summary>
    StillThumbnail,

    /// <summary>The network's own still picture of it as a sticker; where there is none, the file as a video.</summary>
    StillThumbnailOrVideo,

    /// <summary>The sound as it is, as an ordinary sound and not as a voice message.</summary>
    SoundNotVoice,

    /// <summary>Without this (a thumbnail, a waveform, a size): fields are left out, never invented.</summary>
    WithoutIt,

    /// <summary>The file as it is.</summary>
    AsItIs,
}

internal static class MediaFallbacks
{
    /// <param name="job">The job that failed.</param>
    /// <param name="mimeType">What the file's first bytes say it is.</param>
    public static MediaFallback For(MediaJob job, string mimeType) => job switch
    {
        ProbeJob or BlurHashJob or WaveformJob or PosterJob => MediaFallback.WithoutIt,
        AnimationJob { Format: AnimationFormat.Mp4 } or VideoJob => MediaFallback.Document,
        AnimationJob or StickerJob when mimeType.StartsWith("video/", StringComparison.Ordinal) && !mimeType.EndsWith("json", StringComparison.Ordinal)
            => MediaFallback.StillThumbnailOrVideo,
        AnimationJob or StickerJob when mimeType.StartsWith("image/", StringComparison.Ordinal) => MediaFallback.AsItIs,
        AnimationJob or StickerJob => MediaFallback.StillThumbnail,
        VoiceJob { Format: VoiceFormat.OggOpus } => MediaFallback.SoundNotVoice,
        _ => MediaFallback.Document,
    };
}
