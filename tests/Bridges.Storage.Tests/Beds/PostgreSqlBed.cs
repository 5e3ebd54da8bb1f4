using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.Storage.Tests.Beds;

/// <summary>A database of the one PostgreSQL that all tests share.</summary>
public sealed class PostgreSqlBed : ITestEngine
{
    private NpgsqlDataSource? _source;

    /// <summary>How the database is reached; empty until it is made.</summary>
    public string Address { get; private set; } = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<DatabaseOptions> NewDatabaseAsync(CancellationToken cancellationToken)
    {
        var server = await PostgresServer.SharedAsync();
        Address = await server.CreateDatabaseAsync(cancellationToken);
        _source = NpgsqlDataSource.Create(Address + ";Pooling=false;Application Name=test");
        return DatabaseOptions.Parse(Address);
    }

    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var command = _source!.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    public async Task<long> CountCommitsAsync() => (long)(await ExecuteAsync("SELECT COUNT(DISTINCT xmin::text) FROM journal"))!;

    public Task FillDiskAsync(Database database) => ExecuteAsync("""
        CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100'', MESSAGE = ''No space left on device''; END';
        CREATE TRIGGER disk_full BEFORE INSERT ON journal EXECUTE FUNCTION disk_full();
        """);

    public Task FreeDiskAsync(Database database) => ExecuteAsync("DROP TRIGGER disk_full ON journal; DROP FUNCTION disk_full()");

    /// <summary>Ends the host's connections.</summary>
    public Task EndConnectionsAsync() =>
        ExecuteAsync("SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'bridges'");

    public async Task WaitForRowsAsync(long count)
    {
        while ((long)(await ExecuteAsync("SELECT COUNT(*) FROM journal"))! < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation);
        }
    }

    /// <summary>Drops the database: hundreds of them would keep the server busy when the test program ends.</summary>
    public void Dispose()
    {
        if (_source is null)
        {
            return;
        }

        _source.Dispose();
        var address = new NpgsqlConnectionStringBuilder(Address);
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Address) { Database = "postgres", Pooling = false }.ConnectionString);
        connection.Open();
        using var drop = new NpgsqlCommand($"DROP DATABASE {address.Database} WITH (FORCE)", connection);
        drop.ExecuteNonQuery();
    }
}
