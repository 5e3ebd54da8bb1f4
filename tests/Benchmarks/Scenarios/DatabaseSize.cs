namespace Bridges.Benchmarks;

/// <summary>What a SQLite database takes on the disk after much was bridged, half of it in each direction.</summary>
internal static class DatabaseSize
{
    private const int Chats = 100;
    private const double MiB = 1024 * 1024;

    public static async Task<Measurement> MeasureAsync(int messages)
    {
        await using var bed = await BenchmarkBed.StartAsync();
        await bed.MeetAsync(Chats - 1);
        await FromNetwork.MeasureAsync(bed, messages / 2, Chats);
        await FromMatrix.MeasureAsync(bed, messages / 2, Chats, eventsInTransaction: 50);
        var pages = Size(bed, "*.db");
        var log = Size(bed, "*.db-wal");
        var memory = ProcessMemory.Of(bed.Host.ProcessId).Peak;
        await bed.Host.StopAsync();
        return new Measurement($"database after {messages:#,0} messages", "what is remembered of each", [new("MiB", pages / MiB), new("MiB of log until it is stopped", log / MiB), new("MiB of memory at the peak", memory)]);
    }

    private static long Size(BenchmarkBed bed, string files) =>
        Directory.EnumerateFiles(bed.Host.Folder.Path, files, SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
}
