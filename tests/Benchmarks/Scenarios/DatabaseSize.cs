using System.Globalization;

namespace Bridges.Benchmarks;

/// <summary>What a SQLite database takes on the disk after all that was bridged.</summary>
internal static class DatabaseSize
{
    private const double MiB = 1024 * 1024;

    public static string Measure(BenchmarkBed bed, long messages)
    {
        var bytes = Directory.EnumerateFiles(bed.Host.Folder.Path, "*.db", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        return string.Create(CultureInfo.InvariantCulture, $"database after {messages:#,0} messages: {bytes / MiB:0.0} MiB, without its log");
    }
}
