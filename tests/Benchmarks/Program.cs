using Bridges.Benchmarks;
using Bridges.Benchmarks.Networks;
using Bridges.Benchmarks.Signal;
using Bridges.Benchmarks.WhatsApp;

return args switch
{
    [BareSender.Command, .. var arguments] => await BareSender.RunAsync(arguments),
    [] => await BenchmarkRun.RunAsync(Extent.Quick, []),
    ["quick", .. var names] when AreKnown(names) => await BenchmarkRun.RunAsync(Extent.Quick, names),
    ["full", .. var names] when AreKnown(names) => await BenchmarkRun.RunAsync(Extent.Full, names),
    ["--against", var other, .. var names] when AreKnown(names) => await AgainstRun.RunAsync(other, names),
    ["size"] => await PrintAsync(OneAsync(DatabaseSize.MeasureAsync(Extent.Full.Stored))),
    ["file"] => await PrintAsync(LargeFile.MeasureAsync()),
    [SignalFigures.Command] => await SignalFigures.RunAsync(Console.Out),
    [WhatsAppFigures.Command] => await WhatsAppFigures.RunAsync(Console.Out, messages: 2_000),
    [WhatsAppFigures.Command, "short"] => await WhatsAppFigures.RunAsync(Console.Out, messages: 200),
    ["stickers"] => await PrintAsync(StickerPack.MeasureAsync()),
    ["telegram"] => await PrintAsync(TelegramPath.MeasureAsync(Extent.Full.Messages)),
    ["idle", .. var program] when program.Length <= 1 => await PrintAsync(OneAsync(IdleHost.MeasureAsync(portals: 10, Extent.Rest, program.FirstOrDefault()))),
    [ThreeNetworks.Command] => await PrintAsync(ThreeNetworks.MeasureAsync(Extent.Rest)),
    _ => Usage(),
};

static bool AreKnown(string[] names) => Array.TrueForAll(names, Suite.Scenarios.ContainsKey);

static async Task<IReadOnlyList<Measurement>> OneAsync(Task<Measurement> measuring) => [await measuring];

static async Task<int> PrintAsync(Task<IReadOnlyList<Measurement>> measuring)
{
    new BenchmarkReport(Console.Out).Add("SQLite", await measuring);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine(
        $"""
        usage: dotnet run -c Release --project tests/Benchmarks -- WHAT
          quick|full [SCENARIO...]         the table, or the named scenarios of it
          --against BUILD [SCENARIO...]    another build's artifacts/bridges and this one, in turns
          size                             the database after 100,000 messages
          file                             one file of 2 GB each way, and the memory that takes
          stickers                         a set of 50 moving stickers brought into a room
          signal                           Signal's engine alone: memory by accounts, rates, a long history
          whatsapp [short]                 WhatsApp from end to end: memory by accounts, rates, a login with a long history
          telegram                         Telegram's own path, with TDLib and a simulated data centre
          networks                         start and memory of a host with three networks, and of each engine
          idle [PROGRAM]                   start and memory of a host at rest
        scenarios: {string.Join(' ', Suite.Scenarios.Keys)}
        """);
    return 2;
}
