namespace Bridges.MediaWorker.Videos;

/// <summary>An ffmpeg may come as a folder of its own: the program in <c>bin/</c>, what it loads in <c>lib/</c>.</summary>
internal static class FfmpegLibraries
{
    public static IReadOnlyList<string> Of(string ffmpeg)
    {
        if (!File.Exists(ffmpeg))
        {
            return [ffmpeg];
        }

        var program = File.ResolveLinkTarget(ffmpeg, returnFinalTarget: true)?.FullName ?? ffmpeg;
        var beside = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(program)!, "..", "lib"));
        return Directory.Exists(beside) ? [program, beside] : [program];
    }
}
