namespace Bridges.Benchmarks;

/// <summary>People on the network write, in several chats at once, each as fast as the bridge takes it.</summary>
internal static class FromNetwork
{
    public static Task<Throughput> MeasureAsync(BenchmarkBed bed, int messages, int chats)
    {
        var inEach = messages / chats;
        return Throughput.MeasureAsync(
            $"network to Matrix, {chats} chats", inEach * chats, bed.Host.ProcessId,
            () => bed.Messages.ExpectAsync(inEach * chats, () => bed.Sender.SendTextsAsync(bed.Rooms(chats).Select(room => (room, $"say {inEach}")))));
    }
}
