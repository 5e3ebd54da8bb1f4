namespace Bridges.Media;

/// <summary>Finds ffmpeg: the configured one, the one that came with the host, the one in PATH, in this order.</summary>
public static class FfmpegSearch
{
    /// <summary>The word that says that there is to be none.</summary>
    public const string None = "none";

    /// <param name="configured">The path from the configuration; <see cref="None"/>: use none; null: search.</param>
    /// <param name="bundled">Where one would be that came with the host.</param>
    /// <returns>Its path; null: there is none, or there is to be none. A configured path is returned even if nothing is there, so that it is told of.</returns>
    public static string? Find(string? configured, string bundled)
    {
        if (configured is { Length: > 0 })
        {
            return configured == None ? null : Path.GetFullPath(configured);
        }

        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            .Select(folder => Path.Combine(folder, "ffmpeg"))
            .Prepend(bundled)
            .FirstOrDefault(File.Exists);
    }
}
