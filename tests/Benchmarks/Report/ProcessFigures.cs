using System.Globalization;

namespace Bridges.Benchmarks;

/// <summary>What Linux knows of a process (proc(5)).</summary>
/// <param name="CpuSeconds">Processor time used so far, in user and kernel mode.</param>
/// <param name="Megabytes">Resident memory.</param>
/// <param name="OwnMegabytes">The part of it that is no file of .NET or the program, which processes share and the system may drop.</param>
/// <param name="PeakMegabytes">The most resident memory it ever had.</param>
internal sealed record ProcessFigures(double CpuSeconds, long Megabytes, long OwnMegabytes, long PeakMegabytes)
{
    private const double TicksPerSecond = 100;

    public static ProcessFigures Of(int process)
    {
        // The name in the second field may hold spaces; the rest begins behind its bracket, with the third field.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessFigures(
            (Number(fields[11]) + Number(fields[12])) / TicksPerSecond,
            Status(process, "VmRSS:"),
            Status(process, "RssAnon:") + Status(process, "RssShmem:"),
            Status(process, "VmHWM:"));
    }

    /// <summary>What the process had written to the disk, as far as the kernel counts it at once.</summary>
    public static long BytesWritten(int process) => Number(
        File.ReadLines($"/proc/{process}/io").First(line => line.StartsWith("write_bytes:", StringComparison.Ordinal)).Split(' ')[1]);

    private static long Status(int process, string key)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return Number(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
