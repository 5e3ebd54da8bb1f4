using Bridges.Media.Files;
using Bridges.Media.Jobs;
using Bridges.MediaWorker.Animations;
using Bridges.MediaWorker.Pictures;
using Bridges.MediaWorker.Videos;
using SkiaSharp;

namespace Bridges.MediaWorker.Work;

/// <summary>Whatever moves, in another moving format; frames and quality are given up to stay within a size.</summary>
internal sealed class AnimationWork(Ffmpeg ffmpeg, FrameSources sources)
{
    private const int MostSide = 1024;
    private const long UsualMostBytes = 32 << 20;
    private const double SquareRate = 25;

    /// <summary>Shares of the rate, and WebP qualities, that are tried one after another.</summary>
    private static readonly (double Rate, int Quality)[] Attempts = [(1, 75), (0.8, 60), (0.6, 50), (0.4, 40), (0.25, 30)];

    public MediaReport Do(AnimationJob job, string input, string output, Deadline deadline)
    {
        using var source = sources.Open(input);
        var size = Scale(source.Size, Math.Min(1, Math.Clamp(job.LongestSide, 16, MostSide) / LongestOf(source.Size)));

        // Who wished for GIF so that it moves everywhere rather has it move somewhere than not at all.
        var format = job.Format == AnimationFormat.Gif && !ffmpeg.IsThere ? AnimationFormat.Webp : job.Format;
        var target = new Target(output, format, size, size, job.MaxBytes ?? UsualMostBytes);
        return Report(format, size, Write(source, target, Math.Clamp(job.FramesPerSecond, 1, 60), deadline));
    }

    public MediaReport Square(StickerJob job, string input, string output, Deadline deadline)
    {
        using var source = sources.Open(input);
        var side = Math.Clamp(job.Side, 16, MostSide);
        var square = new SKSizeI(side, side);
        var target = new Target(output, AnimationFormat.Webp, Scale(source.Size, side / LongestOf(source.Size)), square, job.MaxBytes);
        return Report(AnimationFormat.Webp, square, Write(source, target, SquareRate, deadline));
    }

    /// <returns>How long it lasts.</returns>
    private TimeSpan Write(IFrameSource source, Target target, double rate, Deadline deadline)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (share, quality) = Attempts[attempt];
            var framesPerSecond = Math.Max(1, Math.Min(rate, source.FramesPerSecond) * share);
            try
            {
                return WriteOnce(source, target, framesPerSecond, quality, deadline);
            }
            catch (JobRefusedException refused) when (refused.Code == WorkerErrors.TooLarge && attempt < Attempts.Length - 1)
            {
                // Once more with less.
            }
        }
    }

    private TimeSpan WriteOnce(IFrameSource source, Target target, double framesPerSecond, int quality, Deadline deadline)
    {
        using IFrameWriter writer = target.Format == AnimationFormat.Webp
            ? new AnimatedWebp(target.Path, target.Canvas, quality, target.MaxBytes)
            : new FfmpegWriter(ffmpeg, target.Format, target.Path, target.Canvas, framesPerSecond, target.MaxBytes, deadline);
        long total = 0;
        source.Play(target.Picture, framesPerSecond, IFrameSource.MostFrames, deadline, (frame, milliseconds) =>
        {
            total += milliseconds;
            Add(writer, frame, milliseconds, target.Canvas);
        });
        writer.Finish();
        if (new FileInfo(target.Path).Length >= target.MaxBytes)
        {
            throw new JobRefusedException($"the result is larger than {target.MaxBytes} bytes", WorkerErrors.TooLarge);
        }

        return TimeSpan.FromMilliseconds(total);
    }

    /// <summary>Adds a frame, in the middle where the canvas is larger.</summary>
    private static void Add(IFrameWriter writer, SKPixmap frame, int milliseconds, SKSizeI canvas)
    {
        if (frame.Width == canvas.Width && frame.Height == canvas.Height)
        {
            writer.Add(frame, milliseconds);
            return;
        }

        using var padded = StillPicture.Bitmap(canvas.Width, canvas.Height);
        using (var drawing = new SKCanvas(padded))
        using (var image = SKImage.FromPixels(frame))
        {
            drawing.Clear(SKColors.Transparent);
            drawing.DrawImage(image, (canvas.Width - frame.Width) / 2, (canvas.Height - frame.Height) / 2, SKSamplingOptions.Default);
        }

        using var pixels = padded.PeekPixels();
        writer.Add(pixels, milliseconds);
    }

    private static double LongestOf(SKSizeI size) => Math.Max(size.Width, size.Height);

    private static SKSizeI Scale(SKSizeI size, double scale) =>
        new(Math.Max(2, (int)Math.Round(size.Width * scale)), Math.Max(2, (int)Math.Round(size.Height * scale)));

    private static MediaReport Report(AnimationFormat format, SKSizeI size, TimeSpan duration)
    {
        var kind = format switch
        {
            AnimationFormat.Gif => FileKind.Gif,
            AnimationFormat.Webp => FileKind.Webp,
            AnimationFormat.Apng => FileKind.Apng,
            _ => FileKind.Mp4,
        };
        var isVideo = format == AnimationFormat.Mp4;
        return new MediaReport
        {
            Info = new MediaInfo
            {
                MimeType = kind.MimeType,
                Extension = kind.Extension,
                Width = isVideo ? size.Width & ~1 : size.Width,
                Height = isVideo ? size.Height & ~1 : size.Height,
                DurationMilliseconds = (long)duration.TotalMilliseconds,
                HasAlpha = !isVideo,
                IsAnimated = true,
            },
        };
    }

    /// <summary>What is to be written.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Format">Its format.</param>
    /// <param name="Picture">Size of what moves.</param>
    /// <param name="Canvas">Size of the whole; what moves is in its middle.</param>
    /// <param name="MaxBytes">Most bytes.</param>
    private sealed record Target(string Path, AnimationFormat Format, SKSizeI Picture, SKSizeI Canvas, long MaxBytes);
}
