namespace Bridges.Benchmarks;

/// <summary>Both directions at once.</summary>
internal static class BothWays
{
    private const int Chats = 100;
    private const int EventsInTransaction = 50;

    public static Task<Measurement> MeasureAsync(BenchmarkBed bed, int messages)
    {
        var rooms = bed.Rooms(Chats);
        var inEach = messages / Chats;
        return Cost.MeasureAsync(
            $"both ways at once, {Chats} chats", "processor", bed, messages + (inEach * Chats),
            () => bed.Messages.ExpectAsync((inEach + 1) * Chats, async () =>
            {
                await bed.Sender.SendTextsAsync(rooms.Select(room => (room, $"say {inEach}")));
                await FromMatrix.SendAsync(bed.Sender, rooms, messages, EventsInTransaction);
            }));
    }
}
