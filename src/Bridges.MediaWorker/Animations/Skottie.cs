using System.Runtime.InteropServices;
using SkiaSharp;

[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

namespace Bridges.MediaWorker.Animations;

/// <summary>
/// The Lottie renderer inside libSkiaSharp, by its C interface. An animation made like this has no one to ask for files or addresses, so
/// it can name them in vain.
/// </summary>
internal sealed partial class Skottie : IDisposable
{
    private const string Library = "libSkiaSharp";

    private nint handle;

    private Skottie(nint handle) => this.handle = handle;

    public double Seconds => GetDuration(handle);

    public double FramesPerSecond => GetFramesPerSecond(handle);

    public SKSize Size
    {
        get
        {
            GetSize(handle, out var size);
            return size;
        }
    }

    /// <returns>Null when it is no animation.</returns>
    public static Skottie? Load(ReadOnlySpan<byte> json)
    {
        var animation = Make(json, (nuint)json.Length);
        return animation == 0 ? null : new Skottie(animation);
    }

    public void Render(SKCanvas canvas, double seconds, SKRect target)
    {
        SeekFrameTime(handle, (float)seconds, 0);
        Render(handle, canvas.Handle, in target);
    }

    public void Dispose()
    {
        if (handle != 0)
        {
            Release(handle);
            handle = 0;
        }
    }

    [LibraryImport(Library, EntryPoint = "skottie_animation_make_from_data")]
    private static partial nint Make(ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(Library, EntryPoint = "skottie_animation_unref")]
    private static partial void Release(nint animation);

    [LibraryImport(Library, EntryPoint = "skottie_animation_get_duration")]
    private static partial double GetDuration(nint animation);

    [LibraryImport(Library, EntryPoint = "skottie_animation_get_fps")]
    private static partial double GetFramesPerSecond(nint animation);

    [LibraryImport(Library, EntryPoint = "skottie_animation_get_size")]
    private static partial void GetSize(nint animation, out SKSize size);

    [LibraryImport(Library, EntryPoint = "skottie_animation_seek_frame_time")]
    private static partial void SeekFrameTime(nint animation, float seconds, nint invalidation);

    [LibraryImport(Library, EntryPoint = "skottie_animation_render")]
    private static partial void Render(nint animation, nint canvas, in SKRect target);
}
