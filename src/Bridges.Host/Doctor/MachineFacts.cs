using System.Globalization;

namespace Bridges.Host.Doctor;

/// <summary>What this machine allows a program.</summary>
/// <param name="OpenFiles">How many files may be open at once; null where nothing says so.</param>
/// <param name="Memory">Bytes that this program and its engines may use together (cgroup); null for no limit.</param>
/// <param name="TemporaryFolder">Where it may put files for a moment.</param>
internal sealed record MachineFacts(long? OpenFiles, long? Memory, string TemporaryFolder)
{
    /// <summary>How many processes and threads this program and its engines may have together (cgroup); null for no limit.</summary>
    public long? Processes { get; init; }

    /// <summary>Bytes that are free for temporary files; null where nobody says.</summary>
    public long? TemporarySpace { get; init; }

    private const string Limits = "/proc/self/limits";
    private const string OpenFilesLine = "Max open files";
    private const string Memberships = "/proc/self/cgroup";
    private const string Cgroups = "/sys/fs/cgroup";
    private const string UnifiedMembership = "0::";

    public static MachineFacts Read() => new(ReadOpenFiles(), SmallestLimit("memory.max"), Path.GetTempPath()) { Processes = SmallestLimit("pids.max"), TemporarySpace = FreeSpace(Path.GetTempPath()) };

    private static long? ReadOpenFiles() =>
        Lines(Limits).FirstOrDefault(line => line.StartsWith(OpenFilesLine, StringComparison.Ordinal)) is { } line
        && line[OpenFilesLine.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..]
        && long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : null;

    /// <summary>Of a service the limit is its own group's, and those of the groups above count, too; of a container the top one's.</summary>
    private static long? SmallestLimit(string file)
    {
        var own = Lines(Memberships).FirstOrDefault(line => line.StartsWith(UnifiedMembership, StringComparison.Ordinal))?[UnifiedMembership.Length..].Trim('/') ?? "";
        var smallest = long.MaxValue;
        for (var group = own; ; group = Path.GetDirectoryName(group) ?? "")
        {
            if (Lines(Path.Combine(Cgroups, group, file)) is [var line, ..] && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
            {
                smallest = Math.Min(smallest, limit);
            }

            if (group.Length == 0)
            {
                return smallest == long.MaxValue ? null : smallest;
            }
        }
    }

    private static long? FreeSpace(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
