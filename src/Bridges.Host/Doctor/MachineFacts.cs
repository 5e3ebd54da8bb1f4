using System.Globalization;

namespace Bridges.Host.Doctor;

/// <summary>What this machine allows a program.</summary>
/// <param name="OpenFiles">How many files may be open at once; null where nothing says so.</param>
/// <param name="Memory">Bytes that this program and its engines may use together (cgroup); null for no limit.</param>
/// <param name="TemporaryFolder">Where it may put files for a moment.</param>
internal sealed record MachineFacts(long? OpenFiles, long? Memory, string TemporaryFolder)
{
    private const string Limits = "/proc/self/limits";
    private const string OpenFilesLine = "Max open files";
    private const string CgroupMemory = "/sys/fs/cgroup/memory.max";

    public static MachineFacts Read() => new(ReadOpenFiles(), ReadMemory(), Path.GetTempPath());

    private static long? ReadOpenFiles() =>
        Lines(Limits).FirstOrDefault(line => line.StartsWith(OpenFilesLine, StringComparison.Ordinal)) is { } line
        && line[OpenFilesLine.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..]
        && long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : null;

    private static long? ReadMemory() =>
        Lines(CgroupMemory) is [var line, ..] && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

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
