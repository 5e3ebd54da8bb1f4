namespace Bridges.Benchmarks;

/// <summary>Another build and this one side by side, in turns: on a machine that others use, nothing else tells what a change saves.</summary>
internal static class AgainstRun
{
    private const int Rounds = 3;
    private const int Messages = 2_000;

    /// <param name="other">The folder that <c>./build</c> of the other made: artifacts/bridges; its sample module must be built, too.</param>
    public static async Task<int> RunAsync(string other)
    {
        var report = new BenchmarkReport(Console.Out);
        report.Begin(await Machine.DescribeAsync());
        for (var round = 1; round <= Rounds; round++)
        {
            await MeasureAsync(report, "other", Path.Combine(Path.GetFullPath(other), "bridges"));
            await MeasureAsync(report, "this", program: null);
        }

        return 0;
    }

    private static async Task MeasureAsync(BenchmarkReport report, string name, string? program)
    {
        await using var bed = await BenchmarkBed.StartAsync(database: null, program);
        report.CompareWith(await Ceiling.MeasureAsync(Extent.Quick));
        await bed.MeetAsync(20);
        await FromMatrix.MeasureAsync(bed, Messages, chats: 10, eventsInTransaction: 50);
        report.Add(name, await FromMatrix.MeasureAsync(bed, Messages, chats: 1, eventsInTransaction: 1));
        report.Add(name, await FromMatrix.MeasureAsync(bed, Messages, chats: 10, eventsInTransaction: 1));
        report.Add(name, await FromNetwork.MeasureAsync(bed, Messages, chats: 10));
        report.Add(name, await Delays.MeasureAsync(bed, Extent.Quick));
        report.Add(name, await AsPeopleWrite.MeasureAsync(bed, Extent.Quick));
        report.Add(name, DatabaseSize.Measure(bed, 4 * Messages));
    }
}
