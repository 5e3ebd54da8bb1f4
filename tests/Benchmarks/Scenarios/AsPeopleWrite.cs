using System.Diagnostics;
using System.Globalization;

namespace Bridges.Benchmarks;

/// <summary>A small box's day: one message a second, each in the next of ten chats, and its answer. Nothing can share anything with others.</summary>
internal static class AsPeopleWrite
{
    private const int Chats = 10;
    private const int KiB = 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<string> MeasureAsync(BenchmarkBed bed, Extent extent)
    {
        var rooms = bed.Rooms(Chats);
        var (process, before) = (bed.Host.ProcessId, ProcessFigures.Of(bed.Host.ProcessId));
        var written = ProcessFigures.BytesWritten(process);
        for (var second = 0; second < extent.Seconds; second++)
        {
            var room = rooms[second % rooms.Count];
            await bed.Messages.ExpectAsync(1, () => bed.Sender.SendTextsAsync([(room, $"echo {Stopwatch.GetTimestamp()}")]));
            await Task.Delay(Pause);
        }

        // Both ways are a message each.
        var messages = 2.0 * extent.Seconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"one a second in {rooms.Count} chats and its answer: {1000 * (ProcessFigures.Of(process).CpuSeconds - before.CpuSeconds) / messages:0.0} ms of CPU, {(ProcessFigures.BytesWritten(process) - written) / messages / KiB:0} KiB written for each message");
    }
}
