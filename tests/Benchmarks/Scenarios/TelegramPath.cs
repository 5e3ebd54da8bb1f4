namespace Bridges.Benchmarks;

/// <summary>Telegram's own path: one account, people who write to it as fast as the simulated data centre tells of them, all the way to Matrix.</summary>
internal static class TelegramPath
{
    private const int WarmUp = 2_000;
    private const int People = 10;

    public static async Task<IReadOnlyList<Measurement>> MeasureAsync(int messages)
    {
        await using var bed = await TelegramBed.StartAsync();
        var people = Enumerable.Range(1, People).Select(number => bed.NewPerson($"Friend {number}")).ToArray();
        await WriteAsync(people.Length);
        await WriteAsync(WarmUp);
        IReadOnlyList<Figure> host = [], engines = [];
        engines = await Cost.OfAsync(bed.Product.Engines, messages, async () => host = await Cost.OfAsync([bed.Product.HostProcess], messages, () => WriteAsync(messages)));
        return
        [
            new($"Telegram to Matrix, one account, {People} chats: the host", "TDLib and the simulated data centre, in one process with the stub", host),
            new($"Telegram to Matrix, one account, {People} chats: TDLib's engine", "TDLib", engines),
            new("Telegram's engine at the end", "TDLib", [.. bed.Product.Engines.Select(engine => new Figure("MiB", ProcessMemory.Of(engine).Resident))]),
        ];

        Task WriteAsync(int count) => bed.Product.Messages.ExpectAsync(count, () => Task.Run(() => bed.Write(people, count)));
    }
}
