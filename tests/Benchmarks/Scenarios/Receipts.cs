namespace Bridges.Benchmarks;

/// <summary>A Matrix user reads on in several chats: a receipt in each transaction. An answer in each chat proves that all were worked off.</summary>
internal static class Receipts
{
    private const int Chats = 10;

    public static Task<Measurement> MeasureAsync(BenchmarkBed bed, int receipts)
    {
        var rooms = bed.Rooms(Chats);
        return Cost.MeasureAsync(
            $"read receipts, {Chats} chats, 1 in a transaction", "one commit on the disk for each", bed, receipts,
            () => bed.Messages.ExpectAsync(Chats, async () =>
            {
                for (var number = 0; number < receipts; number++)
                {
                    await bed.Sender.SendReceiptAsync(rooms[number % Chats]);
                }

                await bed.Sender.SendTextsAsync(rooms.Select(room => (room, "echo end")));
            }));
    }
}
