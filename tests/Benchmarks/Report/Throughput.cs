using System.Diagnostics;

namespace Bridges.Benchmarks;

/// <summary>How fast something went, and what it cost the host.</summary>
internal sealed record Throughput(string Name, int Count, TimeSpan Time, double CpuSeconds)
{
    public double PerSecond => Count / Time.TotalSeconds;

    public double CpuSecondsPer10000 => CpuSeconds * 10_000 / Count;

    public static async Task<Throughput> MeasureAsync(string name, int count, int process, Func<Task> action)
    {
        var before = ProcessFigures.Of(process);
        var begin = Stopwatch.GetTimestamp();
        await action();
        var time = Stopwatch.GetElapsedTime(begin);
        return new Throughput(name, count, time, ProcessFigures.Of(process).CpuSeconds - before.CpuSeconds);
    }
}
