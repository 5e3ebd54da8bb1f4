namespace Bridges.Benchmarks;

/// <summary>The scenarios that one running host goes through, by name.</summary>
internal static class Suite
{
    private const int WarmUpPeople = 200;

    /// <summary>How many messages, at most, wait for the commit of the one before: those take long.</summary>
    private const int MostOneByOne = 2_000;

    public static IReadOnlyDictionary<string, Func<BenchmarkBed, Extent, Task<IReadOnlyList<Measurement>>>> Scenarios { get; } =
        new Dictionary<string, Func<BenchmarkBed, Extent, Task<IReadOnlyList<Measurement>>>>(StringComparer.Ordinal)
        {
            ["contacts"] = async (bed, extent) => [await FirstContacts.MeasureAsync(bed, extent.Messages / 10)],
            ["ghosts"] = async (bed, extent) => [await NewGhosts.MeasureAsync(bed, extent.Messages / 20)],
            ["delays"] = (bed, extent) => Delays.MeasureAsync(bed, extent.RoundTrips, TimeSpan.Zero),
            ["pauses"] = (bed, extent) => Delays.MeasureAsync(bed, extent.RoundTrips, Extent.Pause),
            ["people"] = async (bed, extent) => [await AsPeopleWrite.MeasureAsync(bed, extent.Seconds)],
            ["receipts"] = async (bed, extent) => [await Receipts.MeasureAsync(bed, Math.Min(extent.Messages, MostOneByOne))],
            ["reactions"] = async (bed, extent) => [await Reactions.MeasureAsync(bed, Math.Min(extent.Messages, MostOneByOne))],
            ["files"] = (bed, _) => Files.MeasureAsync(bed, count: 1_000),
            ["network"] = FromNetworkAsync,
            ["matrix"] = FromMatrixAsync,
            ["both"] = async (bed, extent) => [await BothWays.MeasureAsync(bed, extent.Messages)],
        };

    /// <summary>How long the runtime goes on compiling what was used much, after it was.</summary>
    private static readonly TimeSpan Compiling = TimeSpan.FromSeconds(3);

    /// <summary>Lets the runtime compile what is about to be measured, and compile it again for good.</summary>
    public static async Task WarmUpAsync(BenchmarkBed bed, Extent extent)
    {
        await bed.MeetAsync(WarmUpPeople);
        await FromNetwork.MeasureAsync(bed, extent.Messages / 2, chats: 20);
        await FromMatrix.MeasureAsync(bed, extent.Messages / 2, chats: 20, eventsInTransaction: 50);
        for (var round = 1; round <= 2; round++)
        {
            await FromMatrix.MeasureAsync(bed, MostOneByOne / 2, chats: 20, eventsInTransaction: 1);
            await Delays.MeasureAsync(bed, roundTrips: 200, TimeSpan.Zero);
            await Task.Delay(Compiling);
        }
    }

    private static async Task<IReadOnlyList<Measurement>> FromNetworkAsync(BenchmarkBed bed, Extent extent)
    {
        var rows = new List<Measurement>();
        foreach (var chats in extent.Chats)
        {
            rows.Add(await FromNetwork.MeasureAsync(bed, Math.Min(extent.Messages, chats * MostOneByOne), chats));
        }

        return rows;
    }

    private static async Task<IReadOnlyList<Measurement>> FromMatrixAsync(BenchmarkBed bed, Extent extent)
    {
        var rows = new List<Measurement>();
        foreach (var (chats, events) in extent.Chats.SelectMany(chats => extent.EventsInTransaction.Select(events => (chats, events))))
        {
            rows.Add(await FromMatrix.MeasureAsync(bed, Math.Min(extent.Messages, events * MostOneByOne), chats, events));
        }

        return rows;
    }
}
