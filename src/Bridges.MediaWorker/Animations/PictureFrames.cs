using SkiaSharp;

namespace Bridges.MediaWorker.Animations;

/// <summary>An animated GIF or WebP; a still picture is one frame.</summary>
internal sealed class PictureFrames : IFrameSource
{
    private const long MostPixels = 4_000_000;

    /// <summary>Shortest time that clients show a frame; files that say less mean 100 ms.</summary>
    private const int ShortestMilliseconds = 11;

    private const int MostDecoded = 1200;

    private readonly SKCodec codec;
    private readonly SKCodecFrameInfo[] frames;

    public PictureFrames(string path)
    {
        codec = SKCodec.Create(path, out var opened) ?? throw new JobRefusedException($"it is no picture that can be read ({opened})");
        Size = codec.Info.Size;
        if ((long)Size.Width * Size.Height > MostPixels)
        {
            codec.Dispose();
            throw new JobRefusedException($"its {Size.Width} x {Size.Height} pixels are too many for an animation");
        }

        frames = codec.FrameInfo;
    }

    public SKSizeI Size { get; }

    public double FramesPerSecond => frames.Length == 0 ? 1 : Math.Clamp(1000.0 * frames.Length / Milliseconds, 1, 50);

    private int Milliseconds => Math.Max(1, frames.Sum(frame => Shown(frame)));

    public void Play(SKSizeI size, double framesPerSecond, int mostFrames, Deadline deadline, TakeFrame take)
    {
        using var whole = Pictures.StillPicture.Bitmap(Size.Width, Size.Height);
        using var scaled = Pictures.StillPicture.Bitmap(size.Width, size.Height);
        using var pixels = scaled.PeekPixels();
        var shortest = 1000 / framesPerSecond;
        var waiting = 0.0;
        for (int i = 0, taken = 0; i < Math.Clamp(frames.Length, 1, MostDecoded) && taken < mostFrames; i++)
        {
            deadline.Check();
            if (!Decode(whole, i))
            {
                break;
            }

            // Frames that follow more quickly than asked for are left out, their time goes to the next that is shown.
            waiting += frames.Length == 0 ? 100 : Shown(frames[i]);
            if (waiting + 0.5 < shortest && i < frames.Length - 1)
            {
                continue;
            }

            using (var image = SKImage.FromBitmap(whole))
            {
                image.ScalePixels(pixels, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            }

            take(pixels, (int)Math.Round(waiting));
            taken++;
            waiting = 0;
        }
    }

    public void Dispose() => codec.Dispose();

    private static int Shown(SKCodecFrameInfo frame) => frame.Duration < ShortestMilliseconds ? 100 : Math.Min(frame.Duration, IFrameSource.MostSeconds * 1000);

    private bool Decode(SKBitmap whole, int index)
    {
        var needed = frames.Length > 0 ? frames[index].RequiredFrame : -1;
        if (needed == -1)
        {
            whole.Erase(SKColors.Transparent);
        }

        var options = new SKCodecOptions(index, needed == index - 1 ? needed : -1);
        return codec.GetPixels(whole.Info, whole.GetPixels(), whole.RowBytes, options) is SKCodecResult.Success or SKCodecResult.IncompleteInput;
    }
}
