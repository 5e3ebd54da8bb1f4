using System.Globalization;

namespace Bridges.Host.Reports;

/// <summary>How many wait, and how long, in words.</summary>
internal static class QueueWords
{
    public static string Of(long waiting, DateTimeOffset? since) => since is { } longest
        ? $"{waiting} waiting (the longest since {longest.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)})"
        : $"{waiting} waiting";
}
