using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.TestBeds.Tests;

public sealed class PostgresServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Databases_sort_by_code_point_and_are_apart_from_each_other()
    {
        var server = await PostgresServer.SharedAsync();
        var first = await server.CreateDatabaseAsync(Cancellation);
        var second = await server.CreateDatabaseAsync(Cancellation);

        Assert.Equal("Zä", await ScalarAsync(first, "CREATE TABLE t AS SELECT unnest(ARRAY['a', 'Zä']) AS name; SELECT min(name) FROM t"));
        Assert.Equal(false, await ScalarAsync(second, "SELECT EXISTS (SELECT FROM pg_tables WHERE tablename = 't')"));
    }

    [Fact]
    public async Task What_was_committed_outlasts_a_crash()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresOptions { Durable = true }, Cancellation);
        var database = await server.CreateDatabaseAsync(Cancellation);
        await ScalarAsync(database, "CREATE TABLE t AS SELECT 7 AS n");

        await server.KillAsync();
        await server.StartAgainAsync(Cancellation);

        NpgsqlConnection.ClearAllPools();
        Assert.Equal(7, await ScalarAsync(database, "SELECT n FROM t"));
    }

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
