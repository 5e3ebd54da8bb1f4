using Bridges.TestBeds.Stub;

namespace Bridges.Benchmarks;

/// <summary>Files as large as pictures, one after the other in ten chats at once, each way.</summary>
internal static class Files
{
    private const int Size = 200_000;
    private const int Chats = 10;

    public static async Task<IReadOnlyList<Measurement>> MeasureAsync(BenchmarkBed bed, int count)
    {
        var rooms = bed.Rooms(Chats);
        return
        [
            await Cost.MeasureAsync(
                $"files of {Size / 1000} kB, network to Matrix, {Chats} chats", "copying", bed, count,
                () => bed.Messages.ExpectAsync(count, () => bed.Sender.SendTextsAsync(rooms.Select(room => (room, $"hand {count / rooms.Count} {Size}"))))),
            await Cost.MeasureAsync(
                $"files of {Size / 1000} kB, Matrix to network, {Chats} chats", "copying", bed, count,
                () => bed.Messages.ExpectAsync(count, () => SendAsync(bed, rooms, count))),
        ];
    }

    private static async Task SendAsync(BenchmarkBed bed, IReadOnlyList<string> rooms, int count)
    {
        var bytes = new byte[Size];
        for (var number = 0; number < count; number++)
        {
            await bed.Sender.SendFilesAsync([(rooms[number % rooms.Count], bed.Homeserver.Media.Add(new StubFile(bytes, "application/octet-stream")), Size)]);
        }
    }
}
