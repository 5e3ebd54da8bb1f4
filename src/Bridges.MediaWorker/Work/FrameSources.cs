using Bridges.Media.Files;
using Bridges.Media.Jobs;
using Bridges.MediaWorker.Animations;
using Bridges.MediaWorker.Containers;
using Bridges.MediaWorker.Videos;
using SkiaSharp;

namespace Bridges.MediaWorker.Work;

/// <summary>Finds who can play a file that moves.</summary>
internal sealed class FrameSources(Ffmpeg ffmpeg, long maxPixels)
{
    private const long MostVideoPixels = 16_777_216;

    public IFrameSource Open(string path)
    {
        var kind = FileInspector.Recognise(path);
        if (kind.IsLottie)
        {
            return new LottieFrames(LottieFile.Read(path, kind));
        }

        if (kind == FileKind.Gif || kind == FileKind.Webp)
        {
            return new PictureFrames(path);
        }

        if (kind == FileKind.Apng)
        {
            using var file = File.OpenRead(path);
            var tables = ApngFile.Read(file) ?? throw new JobRefusedException("its chunks cannot be read");
            return Decoded(path, "apng", null, tables.Width, tables.Height);
        }

        if (!kind.IsVideo)
        {
            throw new JobRefusedException($"nothing moves in a file of the type {kind.MimeType}");
        }

        var video = FileInspector.ReadTables(path, kind);
        return Decoded(path, VideoFormats.NameOf(kind), VideoFormats.AlphaDecoder(video), video.Width, video.Height);
    }

    private FfmpegFrames Decoded(string path, string format, string? decoder, int width, int height)
    {
        if (width <= 0 || height <= 0 || (long)width * height > Math.Min(maxPixels, MostVideoPixels))
        {
            throw new JobRefusedException($"its {width} x {height} pixels are not what can be decoded");
        }

        return ffmpeg.IsThere
            ? new FfmpegFrames(ffmpeg, path, format, decoder, new SKSizeI(width, height))
            : throw new JobRefusedException("it needs ffmpeg, and there is none", WorkerErrors.NeedsFfmpeg);
    }
}
