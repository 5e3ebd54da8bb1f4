namespace Bridges.Benchmarks;

/// <summary>Strangers write: for each a ghost, a room and the message come to be.</summary>
internal static class FirstContacts
{
    public static Task<Throughput> MeasureAsync(BenchmarkBed bed, Extent extent)
    {
        var people = extent.Messages / 10;
        return Throughput.MeasureAsync("first contacts (new ghost, room and message)", people, bed.Host.ProcessId, () => bed.MeetAsync(people));
    }
}
