using Bridges.Media.Files;
using Bridges.Media.Jobs;
using Bridges.MediaWorker.Animations;
using Bridges.MediaWorker.Containers;
using Bridges.MediaWorker.Pictures;
using Bridges.MediaWorker.Sounds;
using SkiaSharp;

namespace Bridges.MediaWorker.Work;

/// <summary>Tells what a file is, from its bytes and tables.</summary>
internal static class FileInspector
{
    public static FileKind Recognise(string path) => LottieFile.Unwrap(path, FileSniffer.Read(path));

    public static MediaInfo Inspect(string path)
    {
        var kind = Recognise(path);
        return kind.IsLottie ? Lottie(path, kind)
            : kind == FileKind.Apng ? Apng(path)
            : kind == FileKind.Heic || kind == FileKind.Avif ? Plain(kind)
            : kind.IsPicture ? Picture(path, kind)
            : kind.IsVideo || kind == FileKind.M4a ? Video(path, kind)
            : kind.IsAudio ? Sound(path, kind)
            : Plain(kind);
    }

    /// <summary>A video's tables, by the kind of its container.</summary>
    public static VideoTables ReadTables(string path, FileKind kind)
    {
        using var file = new BufferedStream(File.OpenRead(path), 64 << 10);
        var tables = kind == FileKind.Webm || kind == FileKind.Matroska ? MatroskaFile.Read(file) : IsoFile.Read(file);
        return tables ?? throw new JobRefusedException("its tables cannot be read");
    }

    private static MediaInfo Plain(FileKind kind) => new() { MimeType = kind.MimeType, Extension = kind.Extension };

    private static MediaInfo Lottie(string path, FileKind kind)
    {
        using var frames = new LottieFrames(LottieFile.Read(path, kind));
        return Plain(kind) with
        {
            Width = frames.Size.Width,
            Height = frames.Size.Height,
            DurationMilliseconds = (long)frames.Duration.TotalMilliseconds,
            HasAlpha = true,
            IsAnimated = true,
        };
    }

    private static MediaInfo Picture(string path, FileKind kind)
    {
        using var codec = SKCodec.Create(path, out var opened) ?? throw new JobRefusedException($"it is no picture that can be read ({opened})");
        var size = codec.Info.Size;
        var (width, height) = Orientation.IsTurned(codec.EncodedOrigin) ? (size.Height, size.Width) : (size.Width, size.Height);
        var frames = kind == FileKind.Gif || kind == FileKind.Webp ? codec.FrameInfo : [];
        return Plain(kind) with
        {
            Width = width,
            Height = height,
            HasAlpha = codec.Info.AlphaType != SKAlphaType.Opaque,
            IsAnimated = frames.Length > 1,
            DurationMilliseconds = frames.Length > 1 ? frames.Sum(frame => (long)frame.Duration) : null,
        };
    }

    private static MediaInfo Apng(string path)
    {
        using var file = new BufferedStream(File.OpenRead(path));
        var tables = ApngFile.Read(file) ?? throw new JobRefusedException("its chunks cannot be read");
        return Plain(FileKind.Apng) with
        {
            Width = tables.Width,
            Height = tables.Height,
            HasAlpha = true,
            IsAnimated = tables.Frames > 1,
            DurationMilliseconds = (long)tables.Duration.TotalMilliseconds,
        };
    }

    private static MediaInfo Video(string path, FileKind kind)
    {
        var tables = ReadTables(path, kind);
        if (!tables.HasVideo && tables.HasAudio)
        {
            // A voice message of a telephone is an MP4 without pictures.
            var sound = kind == FileKind.Webm || kind == FileKind.Matroska ? new FileKind("audio/webm", ".weba") : FileKind.M4a;
            return Plain(sound) with { DurationMilliseconds = Milliseconds(tables.Duration), HasAudio = true, Codecs = tables.Codecs };
        }

        return Plain(kind) with
        {
            Width = tables.Width > 0 ? tables.Width : null,
            Height = tables.Height > 0 ? tables.Height : null,
            DurationMilliseconds = Milliseconds(tables.Duration),
            HasAlpha = tables.HasAlpha,
            HasAudio = tables.HasAudio,
            Codecs = tables.Codecs,
        };
    }

    private static MediaInfo Sound(string path, FileKind kind)
    {
        if (kind != FileKind.Ogg)
        {
            return Plain(kind) with { HasAudio = true, DurationMilliseconds = Milliseconds(SoundTables.Duration(path, kind)) };
        }

        var (codec, duration) = OpusFile.Inspect(path);
        return Plain(kind) with { HasAudio = true, DurationMilliseconds = Milliseconds(duration), Codecs = [codec] };
    }

    private static long? Milliseconds(TimeSpan? duration) => duration is { Ticks: > 0 } known ? (long)known.TotalMilliseconds : null;
}
