namespace Bridges.Benchmarks;

/// <summary>People on the network write, in several chats at once, each as fast as the bridge takes it.</summary>
internal static class FromNetwork
{
    public static Task<Measurement> MeasureAsync(BenchmarkBed bed, int messages, int chats)
    {
        var inEach = messages / chats;
        return Cost.MeasureAsync(
            $"network to Matrix, {chats} chats", chats == 1 ? "one commit on the disk for each" : "processor", bed, inEach * chats,
            () => bed.Messages.ExpectAsync(inEach * chats, () => bed.Sender.SendTextsAsync(bed.Rooms(chats).Select(room => (room, $"say {inEach}")))));
    }
}
