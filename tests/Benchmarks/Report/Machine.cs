using System.Diagnostics;
using System.Globalization;
using Bridges.TestBeds;

namespace Bridges.Benchmarks;

/// <summary>What the figures depend on besides the product.</summary>
internal static class Machine
{
    private const int Flushes = 200;

    public static async Task<string> DescribeAsync()
    {
        var load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
        var flush = await FlushTimeAsync();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, load {load} before the start, {flush.TotalMilliseconds:0.00} ms to write 4 KiB to the disk for good (median).");
    }

    private static async Task<TimeSpan> FlushTimeAsync()
    {
        using var folder = TempFolder.Create("disk");
        await using var file = File.Create(folder.Combine("file"));
        var times = new List<TimeSpan>();
        for (var i = 0; i < Flushes; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            await file.WriteAsync(new byte[4096]);
            file.Flush(flushToDisk: true);
            times.Add(Stopwatch.GetElapsedTime(begin));
        }

        return Percentiles.Of(times, 50);
    }
}
