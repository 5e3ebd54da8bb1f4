namespace Bridges.Benchmarks;

/// <summary>Reads delays off a sample.</summary>
internal static class Percentiles
{
    public static TimeSpan Of(IEnumerable<TimeSpan> times, int percent)
    {
        var sorted = times.Order().ToArray();
        return sorted[Math.Min(sorted.Length * percent / 100, sorted.Length - 1)];
    }
}
