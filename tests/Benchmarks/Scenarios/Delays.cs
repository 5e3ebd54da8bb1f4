using System.Diagnostics;
using System.Globalization;

namespace Bridges.Benchmarks;

/// <summary>What the bridge adds to the delay of a single message while nothing else goes on. The network takes no time itself.</summary>
internal static class Delays
{
    public static async Task<IReadOnlyList<string>> MeasureAsync(BenchmarkBed bed, Extent extent)
    {
        var toNetwork = new List<TimeSpan>();
        var toMatrix = new List<TimeSpan>();
        bed.Messages.Listener = (sent, arrived) =>
        {
            // The sample network's answer: when it was asked, and when it heard of it.
            var clocks = sent.Body!.Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            toNetwork.Add(Stopwatch.GetElapsedTime(clocks[0], clocks[1]));
            toMatrix.Add(Stopwatch.GetElapsedTime(clocks[1], arrived));
        };
        var room = bed.Rooms(1)[0];
        for (var i = 0; i < extent.RoundTrips; i++)
        {
            await bed.Messages.ExpectAsync(1, () => bed.Sender.SendTextsAsync([(room, $"echo {Stopwatch.GetTimestamp()}")]));
        }

        bed.Messages.Listener = null;
        return [Describe("Matrix to network", toNetwork), Describe("network to Matrix", toMatrix)];
    }

    private static string Describe(string way, List<TimeSpan> delays) => string.Create(
        CultureInfo.InvariantCulture,
        $"{way}: p50 {Percentiles.Of(delays, 50).TotalMilliseconds:0.0} ms, p99 {Percentiles.Of(delays, 99).TotalMilliseconds:0.0} ms");
}
