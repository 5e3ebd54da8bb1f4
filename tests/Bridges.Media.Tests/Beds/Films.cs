using System.Diagnostics;
using Bridges.TestBeds;

namespace Bridges.Media.Tests.Beds;

/// <summary>Films and sounds of the makings of ffmpeg itself.</summary>
internal static class Films
{
    public static string Mp4(MediaBed bed, int width = 320, int height = 240, int seconds = 2) => Make(
        bed, "a.mp4", "-f", "lavfi", "-i", $"testsrc=s={width}x{height}:r=25:d={seconds}", "-f", "lavfi", "-i", $"sine=d={seconds}",
        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac");

    public static string Mov(MediaBed bed) => Make(bed, "a.mov", "-i", Mp4(bed), "-c", "copy");

    public static string Webm(MediaBed bed, int seconds = 2) => Make(
        bed, "a.webm", "-f", "lavfi", "-i", $"testsrc=s=160x120:r=25:d={seconds}", "-f", "lavfi", "-i", $"sine=d={seconds}",
        "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus");

    /// <summary>As Telegram's moving stickers: VP9 with transparency, here of the left half.</summary>
    public static string Sticker(MediaBed bed) => Make(
        bed, "s.webm", "-f", "lavfi", "-i", "color=red:s=128x128:r=30:d=1,format=yuva420p,geq=lum='p(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='if(gt(X,64),255,0)'",
        "-c:v", "libvpx-vp9", "-auto-alt-ref", "0", "-deadline", "realtime", "-cpu-used", "8");

    public static string Gif(MediaBed bed) => Make(bed, "a.gif", "-f", "lavfi", "-i", "testsrc=s=161x121:r=10:d=2");

    public static string Apng(MediaBed bed) => Make(bed, "a.apng", "-f", "lavfi", "-i", "testsrc=s=64x64:r=10:d=1", "-f", "apng");

    /// <summary>A tone that is four times as loud in its second half.</summary>
    public static string Sound(MediaBed bed, string name, params string[] encoding) => Make(
        bed, name, ["-f", "lavfi", "-i", "aevalsrc=sin(2*PI*440*t)*if(lt(t\\,1.5)\\,0.2\\,0.8):d=3:s=48000", "-ac", "1", .. encoding]);

    private static string Make(MediaBed bed, string name, params string[] arguments)
    {
        var path = bed.NewPath(name);
        var start = new ProcessStartInfo(InstalledParts.Ffmpeg, ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-bitexact", .. arguments, path])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["LD_LIBRARY_PATH"] = Path.Combine(Path.GetDirectoryName(InstalledParts.Ffmpeg)!, "..", "lib");
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return path;
    }
}
