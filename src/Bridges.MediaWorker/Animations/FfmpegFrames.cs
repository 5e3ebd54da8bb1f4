using Bridges.MediaWorker.Videos;
using SkiaSharp;

namespace Bridges.MediaWorker.Animations;

/// <summary>A video or APNG, decoded by ffmpeg and read frame by frame.</summary>
internal sealed class FfmpegFrames(Ffmpeg ffmpeg, string path, string format, string? decoder, SKSizeI size) : IFrameSource
{
    public double FramesPerSecond => 50;

    public SKSizeI Size { get; } = size;

    public void Play(SKSizeI size, double framesPerSecond, int mostFrames, Deadline deadline, TakeFrame take)
    {
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var most = (int)Math.Min(mostFrames, Math.Ceiling(framesPerSecond * IFrameSource.MostSeconds));
        string[] decoding = decoder is null ? [] : ["-c:v", decoder];
        string[] arguments =
        [
            .. Ffmpeg.Input(format, path, decoding), "-map", "0:v:0",
            "-vf", FormattableString.Invariant($"fps={framesPerSecond},scale={size.Width}:{size.Height}:flags=bicubic"),
            "-frames:v", $"{most}", "-f", "rawvideo", "-pix_fmt", "rgba", "pipe:1",
        ];
        var index = 0;
        ffmpeg.Read(arguments, deadline, info.BytesSize, frame =>
        {
            if (frame.Length == info.BytesSize)
            {
                Take(frame.Span, info, FrameTimes.Of(index++, framesPerSecond), take);
            }
        });
        if (index == 0)
        {
            throw new JobRefusedException("there is no picture in it");
        }
    }

    public void Dispose()
    {
        // It holds nothing between two plays.
    }

    private static unsafe void Take(ReadOnlySpan<byte> frame, SKImageInfo info, int milliseconds, TakeFrame take)
    {
        fixed (byte* first = frame)
        {
            using var pixels = new SKPixmap(info, (nint)first);
            take(pixels, milliseconds);
        }
    }
}
