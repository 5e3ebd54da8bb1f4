namespace Bridges.Benchmarks;

/// <summary>
/// Another build and this one side by side, scenario by scenario in turns: on a machine that others use, nothing else tells what a
/// change saves.
/// </summary>
internal static class AgainstRun
{
    private const int Rounds = 5;

    private static readonly Extent Short = new(2_000, [1, 10, 100], [1, 50], [], RoundTrips: 200, Seconds: 5, Stored: 0);

    /// <param name="other">The folder that <c>./build</c> of the other made: artifacts/bridges; its sample module must be built, too.</param>
    /// <param name="names">The scenarios; none: all that both builds can go through.</param>
    public static async Task<int> RunAsync(string other, IReadOnlyCollection<string> names)
    {
        var report = new BenchmarkReport(Console.Out);
        report.Begin(await Machine.DescribeAsync());
        var comparison = new Comparison();
        await using (var former = await BenchmarkBed.StartAsync(program: Path.Combine(Path.GetFullPath(other), "bridges")))
        await using (var mine = await BenchmarkBed.StartAsync())
        {
            await Suite.WarmUpAsync(former, Short);
            await Suite.WarmUpAsync(mine, Short);
            foreach (var (name, scenario) in Suite.Scenarios.Where(scenario => names.Count == 0 ? scenario.Key != "ghosts" : names.Contains(scenario.Key)))
            {
                for (var round = 1; round <= Rounds; round++)
                {
                    var (before, now) = (await scenario(former, Short), await scenario(mine, Short));
                    report.Add("other", before);
                    report.Add("this", now);
                    comparison.Add(before, now);
                }
            }

            comparison.Add([Memory(former)], [Memory(mine)]);
        }

        comparison.Print(Console.Out);
        return 0;
    }

    private static Measurement Memory(BenchmarkBed bed) => new("memory at the peak of all this", "", [new("MiB", ProcessMemory.Of(bed.Host.ProcessId).Peak)]);
}
