using SkiaSharp;

namespace Bridges.MediaWorker.Animations;

/// <summary>A Lottie animation, drawn frame by frame.</summary>
internal sealed class LottieFrames : IFrameSource
{
    private const float MostPixels = 10_000;

    private readonly Skottie animation;
    private readonly double seconds;

    public LottieFrames(ReadOnlySpan<byte> json)
    {
        animation = Skottie.Load(json) ?? throw new JobRefusedException("it is no animation that can be drawn");
        var box = animation.Size;
        if (!(box.Width is > 0 and < MostPixels && box.Height is > 0 and < MostPixels)
            || !double.IsFinite(animation.Seconds) || !(animation.FramesPerSecond > 0))
        {
            animation.Dispose();
            throw new JobRefusedException("the animation has no sensible size or length");
        }

        Size = new SKSizeI(Math.Max(1, (int)box.Width), Math.Max(1, (int)box.Height));
        seconds = Math.Min(animation.Seconds, IFrameSource.MostSeconds);
        FramesPerSecond = Math.Clamp(animation.FramesPerSecond, 1, 120);
    }

    public double FramesPerSecond { get; }

    public SKSizeI Size { get; }

    public TimeSpan Duration => TimeSpan.FromSeconds(seconds);

    public void Play(SKSizeI size, double framesPerSecond, int mostFrames, Deadline deadline, TakeFrame take)
    {
        var rate = Math.Min(framesPerSecond, FramesPerSecond);
        var count = Math.Clamp((int)Math.Round(seconds * rate), 1, mostFrames);
        using var bitmap = Pictures.StillPicture.Bitmap(size.Width, size.Height);
        using var canvas = new SKCanvas(bitmap);
        using var pixels = bitmap.PeekPixels();
        for (var i = 0; i < count; i++)
        {
            deadline.Check();
            canvas.Clear(SKColors.Transparent);
            animation.Render(canvas, i / rate, SKRect.Create(size.Width, size.Height));
            take(pixels, FrameTimes.Of(i, rate));
        }
    }

    public void Dispose() => animation.Dispose();
}
