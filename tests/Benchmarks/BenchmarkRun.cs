using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.Benchmarks;

/// <summary>Everything, one after the other, into one table.</summary>
internal static class BenchmarkRun
{
    /// <param name="names">The scenarios to go through on SQLite; none: all there is, on both databases.</param>
    public static async Task<int> RunAsync(Extent extent, IReadOnlyCollection<string> names)
    {
        var report = new BenchmarkReport(Console.Out);
        report.Begin(await Machine.DescribeAsync());
        report.Add("", await Ceiling.MeasureAsync(extent));
        await using (var bed = await BenchmarkBed.StartAsync())
        {
            await MeasureAsync(bed, extent, report, "SQLite", names);
        }

        if (names.Count > 0)
        {
            return 0;
        }

        await using (var postgres = await PostgresServer.StartAsync(new PostgresOptions { Durable = true }))
        {
            var database = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync()).Database;
            await using var bed = await BenchmarkBed.StartAsync($"postgres://bridges@127.0.0.1:{postgres.Port}/{database}");
            await MeasureAsync(bed, extent, report, "PostgreSQL", names);
        }

        report.Add("SQLite", await TelegramPath.MeasureAsync(extent.Messages));
        report.Add("SQLite", await DatabaseSize.MeasureAsync(extent.Stored));
        foreach (var portals in extent.Portals)
        {
            report.Add("SQLite", await IdleHost.MeasureAsync(portals, Extent.Rest));
        }

        return 0;
    }

    private static async Task MeasureAsync(BenchmarkBed bed, Extent extent, BenchmarkReport report, string engine, IReadOnlyCollection<string> names)
    {
        await Suite.WarmUpAsync(bed, extent);
        foreach (var (_, scenario) in Suite.Scenarios.Where(scenario => names.Count == 0 || names.Contains(scenario.Key)))
        {
            report.Add(engine, await scenario(bed, extent));
        }

        report.Add(engine, new Measurement("memory at the peak of all this", "the heap under load", [new("MiB", ProcessMemory.Of(bed.Host.ProcessId).Peak)]));
    }
}
