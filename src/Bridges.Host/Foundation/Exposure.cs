namespace Bridges.Host;

/// <summary>Who else on this machine gets at a file or folder, as its mode tells.</summary>
internal static class Exposure
{
    private const UnixFileMode Reading = UnixFileMode.OtherRead;
    private const UnixFileMode Writing = UnixFileMode.OtherWrite;

    /// <summary>Everybody on this machine can read it, or look into the folder.</summary>
    public static bool IsReadable(string path) => Has(path, Reading);

    /// <summary>Everybody on this machine can change it.</summary>
    public static bool IsWritable(string path) => Has(path, Writing);

    /// <summary>
    /// The first file or folder at or below a path that everybody can change, or a folder above it in which everybody can put
    /// another in its place; null where there is none.
    /// </summary>
    public static string? FirstWritable(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var full = Path.GetFullPath(path);
        for (var above = Path.GetDirectoryName(full); above is not null; above = Path.GetDirectoryName(above))
        {
            // Where the sticky bit is set, nobody replaces what is another's.
            if (IsWritable(above) && !Has(above, UnixFileMode.StickyBit))
            {
                return above;
            }
        }

        return IsWritable(full) ? full : FirstWritableIn(full);
    }

    private static string? FirstWritableIn(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .FirstOrDefault(entry => entry.LinkTarget is null && !OperatingSystem.IsWindows() && (entry.UnixFileMode & Writing) != UnixFileMode.None)?.FullName
        : null;

    private static bool Has(string path, UnixFileMode mode) =>
        !OperatingSystem.IsWindows() && Target(path) is { } target && (File.GetUnixFileMode(target) & mode) != UnixFileMode.None;

    /// <summary>What a path leads to in the end; null where that is not there (of a link, only the link itself is).</summary>
    private static string? Target(string path)
    {
        if (!Path.Exists(path))
        {
            return null;
        }

        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return Path.Exists(target) && new FileInfo(target).LinkTarget is null ? target : null;
    }
}
