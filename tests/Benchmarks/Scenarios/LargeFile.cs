using System.Diagnostics;
using Bridges.TestBeds.Stub;

namespace Bridges.Benchmarks;

/// <summary>One file of 2 GB each way, and how much memory the host has taken at most by then: it holds files on the disk only.</summary>
internal static class LargeFile
{
    private const int Size = 2_000_000_000;
    private const int Piece = 1_000_000;

    /// <summary>A slow disk copies it twice.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<IReadOnlyList<Measurement>> MeasureAsync()
    {
        await using var bed = await BenchmarkBed.StartAsync();
        var before = ProcessMemory.Of(bed.Host.ProcessId).Peak;
        var room = bed.Messages.Rooms[0];
        var weighed = "";
        bed.Messages.Listener = (sent, _) => weighed = sent.Body ?? "";
        return
        [
            await OneAsync("network to Matrix", bed, before, () => bed.Sender.SendTextsAsync([(room, $"hand 1 {Size}")]), IsUploaded),
            await OneAsync("Matrix to network", bed, before, () => SendAsync(bed, room), IsWeighed),
        ];

        bool IsUploaded() => bed.Homeserver.Media.Files.Values.Any(static file => file is not null);

        bool IsWeighed() => weighed == $"{Size} bytes";
    }

    private static async Task<Measurement> OneAsync(string way, BenchmarkBed bed, double before, Func<Task> begin, Func<bool> hasArrived)
    {
        var began = Stopwatch.GetTimestamp();
        await begin();
        while (!hasArrived())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"The file had not arrived after {Patience}:\n{bed.Host.Output.Tail(20)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        return new Measurement(
            $"a file of 2 GB, {way}", "the disk",
            [
                new("MB a second", Size / 1e6 / Stopwatch.GetElapsedTime(began).TotalSeconds),
                new("MiB at the peak", ProcessMemory.Of(bed.Host.ProcessId).Peak),
                new("MiB at the peak before", before),
            ]);
    }

    private static Task SendAsync(BenchmarkBed bed, string room) => bed.Sender.SendFilesAsync(
        [(room, bed.Homeserver.Media.Add(new StubFile(new byte[Piece], "application/octet-stream") { Times = Size / Piece }), Size)]);
}
