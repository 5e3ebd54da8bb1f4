using System.Diagnostics;

namespace Bridges.Benchmarks;

/// <summary>What something costs the host, and how fast it goes.</summary>
internal static class Cost
{
    private const double KiB = 1024;

    /// <summary>Has it done, and relates what the processes spent on it to a number of messages.</summary>
    public static async Task<IReadOnlyList<Figure>> OfAsync(IReadOnlyList<int> processes, double messages, Func<Task> action)
    {
        var before = Sum(processes);
        var begin = Stopwatch.GetTimestamp();
        await action();
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var spent = Sum(processes) - before;
        return
        [
            new("a second", messages / seconds),
            new("CPU s per 10,000", spent.CpuSeconds * 10_000 / messages),
            new("KiB written each", spent.BytesWritten / KiB / messages),
            new("writes each", spent.Writes / messages),
        ];
    }

    public static async Task<Measurement> MeasureAsync(string what, string boundBy, BenchmarkBed bed, double messages, Func<Task> action) =>
        new(what, boundBy, await OfAsync([bed.Host.ProcessId], messages, action));

    private static ProcessWork Sum(IReadOnlyList<int> processes) => processes.Select(ProcessWork.Of).Aggregate((sum, one) => sum + one);
}
