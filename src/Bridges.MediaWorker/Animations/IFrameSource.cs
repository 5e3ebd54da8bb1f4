using SkiaSharp;

namespace Bridges.MediaWorker.Animations;

/// <summary>Takes one frame and how long it is shown, in milliseconds.</summary>
internal delegate void TakeFrame(SKPixmap frame, int milliseconds);

/// <summary>Something that moves, frame by frame: memory is a frame or two, whatever the length.</summary>
internal interface IFrameSource : IDisposable
{
    /// <summary>Longest that is shown of an animation, in seconds.</summary>
    const int MostSeconds = 10;

    /// <summary>Most frames of an animation.</summary>
    const int MostFrames = 300;

    /// <summary>Frames a second of its own.</summary>
    double FramesPerSecond { get; }

    /// <summary>Size of its own.</summary>
    SKSizeI Size { get; }

    /// <summary>Plays it from its beginning at a size and, at most, a rate, until its end or so many frames.</summary>
    void Play(SKSizeI size, double framesPerSecond, int mostFrames, Deadline deadline, TakeFrame take);
}
