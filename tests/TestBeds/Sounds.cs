using System.Diagnostics;

namespace Bridges.TestBeds;

/// <summary>Sounds as apps record them, made by ffmpeg.</summary>
public static class Sounds
{
    /// <summary>Two seconds of a tone, as AAC.</summary>
    public static async Task<byte[]> AacAsync(CancellationToken cancellation)
    {
        using var folder = TempFolder.Create("sound");
        var path = folder.Combine("voice.aac");
        var start = new ProcessStartInfo(InstalledParts.Ffmpeg, ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-f", "lavfi", "-i", "sine=d=2", "-ac", "1", "-c:a", "aac", "-f", "adts", path]);
        start.Environment["LD_LIBRARY_PATH"] = Path.Combine(Path.GetDirectoryName(InstalledParts.Ffmpeg)!, "..", "lib");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("ffmpeg does not start.");
        await process.WaitForExitAsync(cancellation);
        return await File.ReadAllBytesAsync(path, cancellation);
    }
}
