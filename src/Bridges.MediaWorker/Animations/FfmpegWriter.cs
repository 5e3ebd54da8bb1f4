using Bridges.Media.Jobs;
using Bridges.MediaWorker.Videos;
using SkiaSharp;

namespace Bridges.MediaWorker.Animations;

/// <summary>Writes GIF, MP4 and APNG: frames at a steady rate are piped to ffmpeg.</summary>
internal sealed class FfmpegWriter : IFrameWriter
{
    private readonly FfmpegRun run;
    private readonly byte[] straight;
    private readonly SKImageInfo info;
    private readonly double framesPerSecond;
    private double shown;
    private long written;

    public FfmpegWriter(Ffmpeg ffmpeg, AnimationFormat format, string path, SKSizeI size, double framesPerSecond, long maxBytes, Deadline deadline)
    {
        this.framesPerSecond = framesPerSecond;
        info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        straight = new byte[info.BytesSize];
        run = ffmpeg.Start(
            [
                "-f", "rawvideo", "-pix_fmt", "rgba", "-s", $"{size.Width}x{size.Height}",
                "-r", FormattableString.Invariant($"{framesPerSecond}"), "-i", "pipe:0",
                .. Encoding(format, size), "-fs", $"{maxBytes}", path,
            ],
            deadline);
    }

    /// <summary>A frame that is shown for long is written several times, one that comes too soon not at all.</summary>
    public unsafe void Add(SKPixmap frame, int milliseconds)
    {
        fixed (byte* first = straight)
        {
            if (!frame.ReadPixels(info, (nint)first, info.RowBytes))
            {
                throw new JobRefusedException("a frame cannot be read");
            }
        }

        shown += milliseconds;
        for (var due = Math.Round(shown * framesPerSecond / 1000); written < due && written < IFrameSource.MostFrames; written++)
        {
            Write();
        }
    }

    public void Finish()
    {
        if (written == 0)
        {
            Write();
        }

        run.Finish();
    }

    public void Dispose() => run.Dispose();

    private void Write()
    {
        try
        {
            run.Input.Write(straight);
        }
        catch (IOException)
        {
            // It ended early; its exit code says why.
            run.Finish();
            throw new JobRefusedException("the result is larger than it may be", WorkerErrors.TooLarge);
        }
    }

    private static string[] Encoding(AnimationFormat format, SKSizeI size) => format switch
    {
        AnimationFormat.Gif => ["-vf", Palette(size), "-f", "gif"],
        AnimationFormat.Apng => ["-plays", "0", "-f", "apng"],
        _ =>
        [
            "-an", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p",
            "-vf", "crop=trunc(iw/2)*2:trunc(ih/2)*2", "-movflags", "+faststart", "-f", "mp4",
        ],
    };

    /// <summary>One palette for all frames is made when all of them have been seen, and until then ffmpeg holds them; large ones get a palette each.</summary>
    private static string Palette(SKSizeI size)
    {
        const int LargestHeld = 300 * 300;
        var each = size.Width * size.Height > LargestHeld;
        return $"split[a][b];[a]palettegen=reserve_transparent=1{(each ? ":stats_mode=single" : "")}[p];"
            + $"[b][p]paletteuse=alpha_threshold=128:dither=bayer:bayer_scale=4{(each ? ":new=1" : "")}";
    }
}
