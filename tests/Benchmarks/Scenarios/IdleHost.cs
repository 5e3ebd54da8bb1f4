namespace Bridges.Benchmarks;

/// <summary>A host that was started again with portals in its database, and has nothing to do.</summary>
internal static class IdleHost
{
    public static async Task<Measurement> MeasureAsync(int portals, TimeSpan rest, string? program = null)
    {
        await using var bed = await BenchmarkBed.StartAsync(program: program);
        await bed.MeetAsync(portals - 1);
        await bed.Host.StopAsync();
        var start = await bed.StartHostAsync();
        var work = ProcessWork.Of(bed.Host.ProcessId).CpuSeconds;
        await Task.Delay(rest);
        return new Measurement(
            $"idle with {portals:#,0} portals, {rest.TotalSeconds:0} s after the start", ".NET itself",
            [new("ms to ready", start.TotalMilliseconds), new("CPU s to ready", work), .. ProcessMemory.Of(bed.Host.ProcessId).Figures]);
    }
}
