using System.Globalization;

namespace Bridges.Benchmarks;

/// <summary>The memory of a process as Linux knows it (proc(5)), in MiB.</summary>
/// <param name="Resident">What of it is in memory.</param>
/// <param name="Share">The same, with what it shares with other processes divided by their number.</param>
/// <param name="Own">What is no file of .NET or the program, which processes share and the system may drop.</param>
/// <param name="Peak">The most that was resident ever.</param>
internal sealed record ProcessMemory(double Resident, double Share, double Own, double Peak)
{
    private const double KiBInMiB = 1024;

    public static ProcessMemory Of(int process) => new(
        Read(process, "status", "VmRSS"),
        Read(process, "smaps_rollup", "Pss"),
        Read(process, "status", "RssAnon") + Read(process, "status", "RssShmem"),
        Read(process, "status", "VmHWM"));

    public IReadOnlyList<Figure> Figures => [new("MiB idle", Resident), new("MiB its share", Share), new("MiB its own", Own)];

    private static double Read(int process, string file, string key)
    {
        var line = File.ReadLines($"/proc/{process}/{file}").First(line => line.StartsWith(key + ":", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / KiBInMiB;
    }
}
