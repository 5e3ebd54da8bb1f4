using System.Globalization;

namespace Bridges.Benchmarks;

/// <summary>A host that was started again with portals in its database, and has nothing to do.</summary>
internal static class IdleHost
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public static async Task<string> MeasureAsync(int portals)
    {
        await using var bed = await BenchmarkBed.StartAsync();
        await bed.MeetAsync(portals - 1);
        var busy = ProcessFigures.Of(bed.Host.ProcessId);
        await bed.Host.StopAsync();
        var start = await bed.StartHostAsync();
        await Task.Delay(Rest);
        var idle = ProcessFigures.Of(bed.Host.ProcessId);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{portals:#,0} portals: ready in {start.TotalMilliseconds:0} ms, idle {idle.Megabytes} MB ({idle.OwnMegabytes} its own), peak {busy.PeakMegabytes} MB");
    }
}
