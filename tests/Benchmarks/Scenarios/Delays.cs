using System.Diagnostics;
using System.Globalization;

namespace Bridges.Benchmarks;

/// <summary>What the bridge adds to the delay of a single message while nothing else goes on. The network takes no time itself.</summary>
internal static class Delays
{
    /// <param name="pause">Between an answer and the next message: none, as machines write, or as people do.</param>
    public static async Task<IReadOnlyList<Measurement>> MeasureAsync(BenchmarkBed bed, int roundTrips, TimeSpan pause)
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
        var how = pause == TimeSpan.Zero ? "one at a time" : string.Create(CultureInfo.InvariantCulture, $"one at a time, {pause.TotalMilliseconds:0} ms apart");
        // A message and its answer.
        var cost = await Cost.OfAsync([bed.Host.ProcessId], 2 * roundTrips, () => SendAsync(bed, roundTrips, pause));
        bed.Messages.Listener = null;
        return
        [
            new($"{how}, Matrix to network", "one commit on the disk", Describe(toNetwork)),
            new($"{how}, network to Matrix", "one commit on the disk", Describe(toMatrix)),
            new($"{how}, both", "nothing shares a commit", [.. cost.Skip(1)]),
        ];
    }

    private static async Task SendAsync(BenchmarkBed bed, int roundTrips, TimeSpan pause)
    {
        var room = bed.Rooms(1)[0];
        for (var i = 0; i < roundTrips; i++)
        {
            await bed.Messages.ExpectAsync(1, () => bed.Sender.SendTextsAsync([(room, $"echo {Stopwatch.GetTimestamp()}")]));
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause);
            }
        }
    }

    private static IReadOnlyList<Figure> Describe(List<TimeSpan> delays) =>
        [new("ms p50", Percentiles.Of(delays, 50).TotalMilliseconds), new("ms p99", Percentiles.Of(delays, 99).TotalMilliseconds)];
}
