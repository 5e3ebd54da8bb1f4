using SkiaSharp;

namespace Bridges.MediaWorker.Animations;

/// <summary>Writes frames to a file.</summary>
internal interface IFrameWriter : IDisposable
{
    void Add(SKPixmap frame, int milliseconds);

    /// <summary>Writes what is left; without it the file is not whole.</summary>
    void Finish();
}
