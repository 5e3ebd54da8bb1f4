using Bridges.Storage.Tests.Beds;
using Bridges.Storage.Tests.Compliance;
using Bridges.TestBeds.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridges.Storage.Tests.PostgreSql;

public sealed class ConnectionLossTests() : FaultCompliance(new PostgreSqlBed())
{
    private PostgreSqlBed Bed => (PostgreSqlBed)Engine;

    [Fact]
    public async Task A_lost_connection_is_a_passing_failure_and_the_lock_is_taken_again()
    {
        await AppendAsync("lane", text: "before");
        await Bed.EndConnectionsAsync();

        var failure = await Assert.ThrowsAsync<StorageException>(() => AppendAsync("lane", "source"));

        Assert.True(failure.IsTransient);
        await AppendAsync("lane", "source", "after");
        Assert.Equal(["before", "after"], await PendingAsync("lane"));
        await Assert.ThrowsAsync<StorageException>(OpenAsync);
    }

    [Fact]
    public async Task Reads_survive_connections_that_died_in_the_pool()
    {
        await AppendAsync("lane");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PendingAsync("lane")));
        await Bed.EndConnectionsAsync();

        var reads = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PendingAsync("lane")));

        Assert.All(reads, read => Assert.Equal(["hello"], read));
    }

    [Fact]
    public async Task A_lane_in_doubt_is_told_of_even_if_nobody_writes()
    {
        var missed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Journal.Missed = lane => missed.TrySetResult(lane);
        await Bed.EndConnectionsAsync();

        await Assert.ThrowsAsync<StorageException>(() => AppendAsync("lane"));

        Assert.Equal("lane", await missed.Task.WaitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task A_row_whose_commit_was_not_heard_of_is_found_in_its_place_and_not_doubled()
    {
        await using var proxy = new PostgreSqlProxy(new NpgsqlConnectionStringBuilder(Bed.Address).Port);
        await ReopenThroughAsync(proxy);
        var told = new List<string>();
        Journal.Missed = lane => told.Add($"missed {lane}");
        Journal.Appended = row => told.Add($"appended {Text(row)}");

        proxy.SwallowAnswers();
        var append = AppendAsync("lane", "source", "first");
        await Bed.WaitForRowsAsync(1);
        proxy.BreakForHost();

        Assert.True((await Assert.ThrowsAsync<StorageException>(() => append)).IsTransient);
        Assert.Empty(await AppendAllAsync(null, NewRow("source", "lane", "first")));
        await AppendAsync("lane", text: "second");
        Assert.Equal(["missed lane", "appended second"], told);
        Assert.Equal(["first", "second"], await PendingAsync("lane"));
    }

    [Fact]
    public async Task A_server_that_starts_again_is_found_again()
    {
        await using var server = await PostgresServer.StartAsync(cancellation: Cancellation);
        var options = DatabaseOptions.Parse(await server.CreateDatabaseAsync(Cancellation));
        await using var database = await Database.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Cancellation);
        await database.WriteAsync([SettingTable.Set("a", "1")], Cancellation);

        await server.KillAsync();
        Assert.True((await Assert.ThrowsAsync<StorageException>(async () => await database.WriteAsync([SettingTable.Set("a", "2")], Cancellation))).IsTransient);
        Assert.True((await Assert.ThrowsAsync<StorageException>(() => new SettingTable(database).GetAsync("a", Cancellation))).IsTransient);
        await server.StartAgainAsync(Cancellation);

        await database.WriteAsync([SettingTable.Set("a", "3")], Cancellation);
        Assert.Equal("3", await new SettingTable(database).GetAsync("a", Cancellation));
    }

    private async Task ReopenThroughAsync(PostgreSqlProxy proxy)
    {
        Options = Options with { Target = new NpgsqlConnectionStringBuilder(Bed.Address) { Port = proxy.Port }.ConnectionString };
        await ReopenAsync();
    }
}
