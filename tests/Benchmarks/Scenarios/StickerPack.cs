using System.Diagnostics;
using Bridges.TestBeds.Processes;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Benchmarks;

/// <summary>A set of stickers that move, brought from Telegram into a room: fetched, converted by the real media worker, uploaded. Then once more.</summary>
internal static class StickerPack
{
    private const int Count = 50;
    private const string Name = "beats";

    public static async Task<IReadOnlyList<Measurement>> MeasureAsync()
    {
        await using var bed = await TelegramBed.StartAsync();
        bed.Stickers.AddSet(Name, "Beats", [.. Enumerable.Range(0, Count).Select(Sticker)]);
        return
        [
            await ImportAsync(bed, $"a set of {Count} stickers that move, three seconds each", "drawing and compressing"),
            await ImportAsync(bed, "the same set once more", "TDLib's question for the set"),
        ];
    }

    private static async Task<Measurement> ImportAsync(TelegramBed bed, string what, string boundBy)
    {
        var (host, before) = (bed.Product.HostProcess, WorkersOf(bed).Sum(ProcessWork.CpuSecondsWithChildren));
        var hostBefore = ProcessWork.Of(host).CpuSeconds;
        var began = Stopwatch.GetTimestamp();
        var answer = await bed.Owner.AskAsync($"import-stickers {Name}", "in this room now");
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (!answer.Contains($"{Count} of {Count}", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(answer);
        }

        var workers = WorkersOf(bed);
        return new Measurement(what, boundBy,
        [
            new("s", seconds),
            new("CPU s of the host", ProcessWork.Of(host).CpuSeconds - hostBefore),
            new("CPU s of the media workers", workers.Sum(ProcessWork.CpuSecondsWithChildren) - before),
            new("MiB at the peak: host", ProcessMemory.Of(host).Peak),
            new("MiB at the peak: media workers", workers.Sum(worker => ProcessMemory.Of(worker).Peak)),
        ]);
    }

    private static Media.Sticker Sticker(int number) =>
        new("❤") { MimeType = "application/x-tgsticker", Content = FileContent.Of(SampleSticker.LongTgs(number)) };

    private static IReadOnlyList<int> WorkersOf(TelegramBed bed) =>
        [.. ProcessTree.ChildrenOf(bed.Product.HostProcess).Where(child => ProcessTree.CommandLineOf(child).Contains("bridges-media-worker", StringComparison.OrdinalIgnoreCase))];
}
