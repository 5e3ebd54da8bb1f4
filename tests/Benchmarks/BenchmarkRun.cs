using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.Benchmarks;

/// <summary>Everything, one after the other, into one table.</summary>
internal static class BenchmarkRun
{
    private const int WarmUpPeople = 200;

    /// <summary>How many messages, at most, wait for the commit of the one before: those take long.</summary>
    private const int MostOneByOne = 2_000;

    public static async Task<int> RunAsync(Extent extent)
    {
        var report = new BenchmarkReport(Console.Out);
        report.Begin(await Machine.DescribeAsync());
        await using (var bed = await BenchmarkBed.StartAsync())
        {
            await MeasureAsync(bed, extent, report, "SQLite");
        }

        await using (var postgres = await PostgresServer.StartAsync(new PostgresOptions { Durable = true }))
        {
            var database = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync()).Database;
            await using var bed = await BenchmarkBed.StartAsync($"postgres://bridges@127.0.0.1:{postgres.Port}/{database}");
            await MeasureAsync(bed, extent, report, "PostgreSQL");
        }

        foreach (var portals in extent.Portals)
        {
            report.Add("SQLite", await IdleHost.MeasureAsync(portals));
        }

        return 0;
    }

    private static async Task MeasureAsync(BenchmarkBed bed, Extent extent, BenchmarkReport report, string engine)
    {
        // Anew for each: a machine that others use too is not the same a minute later.
        report.CompareWith(await Ceiling.MeasureAsync(extent));
        await WarmUpAsync(bed, extent);
        report.Add(engine, await FirstContacts.MeasureAsync(bed, extent));
        report.Add(engine, await Delays.MeasureAsync(bed, extent));
        report.Add(engine, await AsPeopleWrite.MeasureAsync(bed, extent));
        foreach (var chats in extent.Chats)
        {
            report.Add(engine, await FromNetwork.MeasureAsync(bed, Math.Min(extent.Messages, chats * MostOneByOne), chats));
            foreach (var events in extent.EventsInTransaction)
            {
                report.Add(engine, await FromMatrix.MeasureAsync(bed, Math.Min(extent.Messages, events * MostOneByOne), chats, events));
            }
        }

        report.Add(engine, await BothWays.MeasureAsync(bed, extent.Messages));
        report.Add(engine, $"memory at the peak: {ProcessFigures.Of(bed.Host.ProcessId).PeakMegabytes} MB");
    }

    /// <summary>Lets the runtime compile what is about to be measured.</summary>
    private static async Task WarmUpAsync(BenchmarkBed bed, Extent extent)
    {
        await bed.MeetAsync(WarmUpPeople);
        await FromNetwork.MeasureAsync(bed, extent.Messages / 2, chats: 20);
        await FromMatrix.MeasureAsync(bed, extent.Messages / 2, chats: 20, eventsInTransaction: 50);
    }
}
