namespace Bridges.Benchmarks;

/// <summary>
/// A Matrix user writes in several chats. The last message of each asks for an answer, which, as chats are in order,
/// proves that all before it were sent.
/// </summary>
internal static class FromMatrix
{
    public static Task<Measurement> MeasureAsync(BenchmarkBed bed, int messages, int chats, int eventsInTransaction)
    {
        var rooms = bed.Rooms(chats);
        return Cost.MeasureAsync(
            $"Matrix to network, {chats} chats, {eventsInTransaction} in a transaction",
            eventsInTransaction == 1 ? "one commit on the disk for each" : "processor",
            bed, messages + chats, () => bed.Messages.ExpectAsync(chats, () => SendAsync(bed.Sender, rooms, messages, eventsInTransaction)));
    }

    public static async Task SendAsync(TransactionSender sender, IReadOnlyList<string> rooms, int messages, int eventsInTransaction)
    {
        var texts = Enumerable.Range(0, messages).Select(number => (rooms[number % rooms.Count], $"message {number}"));
        foreach (var chunk in texts.Chunk(eventsInTransaction))
        {
            await sender.SendTextsAsync(chunk);
        }

        await sender.SendTextsAsync(rooms.Select(room => (room, "echo end")));
    }
}
