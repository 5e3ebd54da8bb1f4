namespace Bridges.Benchmarks;

/// <summary>A small box's day: one message a second, each in the next of ten chats, and its answer. Nothing can share anything with others.</summary>
internal static class AsPeopleWrite
{
    private const int Chats = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<Measurement> MeasureAsync(BenchmarkBed bed, int seconds)
    {
        var rooms = bed.Rooms(Chats);
        // Both ways are a message each.
        var cost = await Cost.OfAsync([bed.Host.ProcessId], 2 * seconds, async () =>
        {
            for (var second = 0; second < seconds; second++)
            {
                var room = rooms[second % rooms.Count];
                await bed.Messages.ExpectAsync(1, () => bed.Sender.SendTextsAsync([(room, "echo again")]));
                await Task.Delay(Pause);
            }
        });
        return new Measurement($"one a second in {rooms.Count} chats, and its answer", "nothing shares a commit, and caches are cold", [.. cost.Skip(1)]);
    }
}
