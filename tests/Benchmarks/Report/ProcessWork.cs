using System.Globalization;

namespace Bridges.Benchmarks;

/// <summary>What a process has done so far, as Linux counts it (proc(5)).</summary>
/// <param name="CpuSeconds">Processor time in user and kernel mode.</param>
/// <param name="BytesWritten">What it handed to write calls: files, mostly; sockets are counted elsewhere.</param>
/// <param name="Writes">How many such calls.</param>
internal sealed record ProcessWork(double CpuSeconds, double BytesWritten, double Writes)
{
    private const double TicksPerSecond = 100;

    public static ProcessWork operator +(ProcessWork one, ProcessWork other) =>
        new(one.CpuSeconds + other.CpuSeconds, one.BytesWritten + other.BytesWritten, one.Writes + other.Writes);

    public static ProcessWork operator -(ProcessWork one, ProcessWork other) =>
        new(one.CpuSeconds - other.CpuSeconds, one.BytesWritten - other.BytesWritten, one.Writes - other.Writes);

    public static ProcessWork Of(int process)
    {
        var fields = Stat(process);
        var counts = File.ReadLines($"/proc/{process}/io").Select(line => line.Split(": ")).ToDictionary(pair => pair[0], pair => Number(pair[1]), StringComparer.Ordinal);
        return new ProcessWork((Number(fields[11]) + Number(fields[12])) / TicksPerSecond, counts["wchar"], counts["syscw"]);
    }

    /// <summary>Processor time with that of its children that have ended.</summary>
    public static double CpuSecondsWithChildren(int process) => Stat(process)[11..15].Sum(Number) / TicksPerSecond;

    /// <summary>The name in the second field may hold spaces; the rest begins behind its bracket, with the third field.</summary>
    private static string[] Stat(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
