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

    /// <summary>Shares of the rate, and WebP qualities, that are tried one after another.</summary>
    private static readonly (double Rate, int Quality)[] Attempts = [(1, 75), (0.8, 60), (0.6, 50), (0.4, 40), (0.25, 30)];

    public MediaReport Do(AnimationJob job, string input, string output, Deadline deadline)
    {
        using var source = sources.Open(input);
        var size = Fit(source.Size, Math.Clamp(job.LongestSide, 16, MostSide));
        var rate = Math.Clamp(job.FramesPerSecond, 1, 60);

        // Who wished for GIF so that it moves everywhere rather has it move somewhere than not at all.
        var format = job.Format == AnimationFormat.Gif && !ffmpeg.IsThere ? AnimationFormat.Webp : job.Format;
        var duration = Write(source, size, rate, format, output, job.MaxBytes ?? UsualMostBytes, deadline, square: null);
        return Report(format, size, duration);
    }

    public MediaReport Square(StickerJob job, string input, string output, Deadline deadline)
    {
        using var source = sources.Open(input);
        var side = Math.Clamp(job.Side, 16, MostSide);
        var size = new SKSizeI(side, side);
        var duration = Write(source, Fit(source.Size, side), 25, AnimationFormat.Webp, output, job.MaxBytes, deadline, side);
        return Report(AnimationFormat.Webp, size, duration);
    }

    private TimeSpan Write(
        IFrameSource source, SKSizeI size, double rate, AnimationFormat format, string output, long maxBytes, Deadline deadline, int? square)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (share, quality) = Attempts[attempt];
            var framesPerSecond = Math.Max(1, Math.Min(rate, source.FramesPerSecond) * share);
            try
            {
                return WriteOnce(source, size, framesPerSecond, format, quality, output, maxBytes, deadline, square);
            }
            catch (JobRefusedException refused) when (refused.Code == WorkerErrors.TooLarge && attempt < Attempts.Length - 1)
            {
                // Once more with less.
            }
        }
    }

    private TimeSpan WriteOnce(
        IFrameSource source, SKSizeI size, double framesPerSecond, AnimationFormat format, int quality, string output, long maxBytes, Deadline deadline,
        int? square)
    {
        var written = square is { } side ? new SKSizeI(side, side) : size;
        using IFrameWriter writer = format == AnimationFormat.Webp
            ? new AnimatedWebp(output, written, quality, maxBytes)
            : new FfmpegWriter(ffmpeg, format, output, written, framesPerSecond, maxBytes, deadline);
        long total = 0;
        source.Play(size, framesPerSecond, IFrameSource.MostFrames, deadline, (frame, milliseconds) =>
        {
            total += milliseconds;
            Add(writer, frame, milliseconds, square);
        });
        writer.Finish();
        if (new FileInfo(output).Length >= maxBytes)
        {
            throw new JobRefusedException($"the result is larger than {maxBytes} bytes", WorkerErrors.TooLarge);
        }

        return TimeSpan.FromMilliseconds(total);
    }

    private static void Add(IFrameWriter writer, SKPixmap frame, int milliseconds, int? square)
    {
        if (square is not { } side || (frame.Width == side && frame.Height == side))
        {
            writer.Add(frame, milliseconds);
            return;
        }

        using var padded = StillPicture.Bitmap(side, side);
        using (var canvas = new SKCanvas(padded))
        using (var image = SKImage.FromPixels(frame))
        {
            canvas.Clear(SKColors.Transparent);
            canvas.DrawImage(image, (side - frame.Width) / 2, (side - frame.Height) / 2, SKSamplingOptions.Default);
        }

        using var pixels = padded.PeekPixels();
        writer.Add(pixels, milliseconds);
    }

    private static SKSizeI Fit(SKSizeI size, int longestSide)
    {
        var scale = Math.Min(1, longestSide / (double)Math.Max(size.Width, size.Height));
        return new SKSizeI(Math.Max(2, (int)Math.Round(size.Width * scale)), Math.Max(2, (int)Math.Round(size.Height * scale)));
    }

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
}
