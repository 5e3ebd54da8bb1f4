using System.Text.Json.Serialization;

namespace Bridges.Media.Jobs;

/// <summary>What the media worker is to do with one file. How it is done follows from the file's bytes, never from its name.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "job")]
[JsonDerivedType(typeof(ProbeJob), "probe")]
[JsonDerivedType(typeof(PictureJob), "picture")]
[JsonDerivedType(typeof(BlurHashJob), "blurhash")]
[JsonDerivedType(typeof(StickerJob), "sticker")]
[JsonDerivedType(typeof(AnimationJob), "animation")]
[JsonDerivedType(typeof(VoiceJob), "voice")]
[JsonDerivedType(typeof(WaveformJob), "waveform")]
[JsonDerivedType(typeof(PosterJob), "poster")]
[JsonDerivedType(typeof(VideoJob), "video")]
public abstract record MediaJob
{
    /// <summary>The job writes a file; the others only tell about theirs.</summary>
    [JsonIgnore]
    public virtual bool WritesFile => true;

    /// <summary>Its results are kept for the next time: those of stickers and the like, which many people send again and again. What people say and show is not kept.</summary>
    [JsonIgnore]
    public virtual bool IsKept => false;
}

/// <summary>Tells what a file is, without decoding it.</summary>
public sealed record ProbeJob : MediaJob
{
    /// <inheritdoc/>
    public override bool WritesFile => false;
}

/// <summary>A picture's blurhash alone.</summary>
public sealed record BlurHashJob : MediaJob
{
    /// <inheritdoc/>
    public override bool WritesFile => false;
}

/// <summary>A still picture, upright, not larger than asked for, with its blurhash. JPEG has what was transparent in white.</summary>
/// <param name="Format">Format of the result. Default: JPEG.</param>
/// <param name="LongestSide">Longest side of the result in pixels; smaller pictures keep their size. Default: 640.</param>
/// <param name="Quality">1 to 100. Default: 80.</param>
/// <param name="MaxBytes">Largest result; quality is given up for it. Null: no limit but the worker's own.</param>
public sealed record PictureJob(PictureFormat Format = PictureFormat.Jpeg, int LongestSide = 640, int Quality = 80, long? MaxBytes = null) : MediaJob;

/// <summary>A square WebP on transparent ground, moving if the file moves, as WhatsApp takes stickers.</summary>
/// <param name="Side">Side of the square in pixels. Default: 512.</param>
/// <param name="MaxBytes">Largest result; frames and quality are given up for it. Default: 500,000 bytes.</param>
public sealed record StickerJob(int Side = 512, long MaxBytes = 500_000) : MediaJob
{
    /// <inheritdoc/>
    public override bool IsKept => true;
}

/// <summary>A Lottie animation, animated picture or short silent video in another moving format.</summary>
/// <param name="Format">Format of the result. Default: GIF, which moves in every Matrix client.</param>
/// <param name="LongestSide">Longest side of the result in pixels. Default: 256.</param>
/// <param name="FramesPerSecond">Most frames a second. Default: 25.</param>
/// <param name="MaxBytes">Largest result; frames and quality are given up for it. Null: no limit but the worker's own.</param>
public sealed record AnimationJob(AnimationFormat Format = AnimationFormat.Gif, int LongestSide = 256, int FramesPerSecond = 25, long? MaxBytes = null) : MediaJob
{
    /// <inheritdoc/>
    public override bool IsKept => true;
}

/// <summary>A voice message in the format that the other side plays.</summary>
/// <param name="Format">Format of the result. Default: Opus in Ogg.</param>
public sealed record VoiceJob(VoiceFormat Format = VoiceFormat.OggOpus) : MediaJob;

/// <summary>Length and loudness of a sound over time.</summary>
/// <param name="Bars">Number of values. Default: 64.</param>
/// <param name="Top">Value of the loudest. Matrix 1024, WhatsApp 100, Telegram 31. Default: 1024.</param>
public sealed record WaveformJob(int Bars = 64, int Top = 1024) : MediaJob
{
    /// <inheritdoc/>
    public override bool WritesFile => false;
}

/// <summary>A video's first frame as JPEG, with its blurhash.</summary>
/// <param name="LongestSide">Longest side of the result in pixels. Default: 640.</param>
public sealed record PosterJob(int LongestSide = 640) : MediaJob;

/// <summary>A video as MP4: its streams taken over where they fit, else encoded anew.</summary>
/// <param name="MaxTranscodeSeconds">Longest video in seconds that is encoded anew; longer ones are refused. Default: 60.</param>
public sealed record VideoJob(int MaxTranscodeSeconds = 60) : MediaJob;
