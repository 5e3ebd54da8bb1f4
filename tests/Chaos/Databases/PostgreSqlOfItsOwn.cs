using Bridges.Chaos.Tests.Disasters;
using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.Chaos.Tests.Databases;

/// <summary>A database on a PostgreSQL server that nobody else uses, and that keeps what it has confirmed.</summary>
internal sealed class PostgreSqlOfItsOwn : IChaosDatabase
{
    private readonly PostgresServer _server;
    private readonly NpgsqlConnectionStringBuilder _address;

    private PostgreSqlOfItsOwn(PostgresServer server, string address)
    {
        _server = server;
        _address = new NpgsqlConnectionStringBuilder(address) { Pooling = false };
    }

    public string Setting => $"postgres://{_address.Username}@{_address.Host}:{_address.Port}/{_address.Database}";

    public IReadOnlyList<IDisaster> Disasters => [new DatabaseHeld(this), new DiskFull(this), new DatabaseOutage(_server)];

    public static async Task<PostgreSqlOfItsOwn> MakeAsync()
    {
        var server = await PostgresServer.StartAsync(new PostgresOptions { Durable = true });
        return new PostgreSqlOfItsOwn(server, await server.CreateDatabaseAsync());
    }

    public async Task HoldAsync(TimeSpan duration)
    {
        await using var other = new NpgsqlConnection(_address.ConnectionString);
        await other.OpenAsync();
        await using var held = await other.BeginTransactionAsync();
        await ExecuteAsync(other, "LOCK TABLE journal IN ACCESS EXCLUSIVE MODE");
        await Task.Delay(duration);
        await held.RollbackAsync();
    }

    /// <summary>The server itself says that its disk is full (SQLSTATE 53100), whatever is written to the journal.</summary>
    public Task FillDiskAsync() => ExecuteAsync(
        """
        CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100'', MESSAGE = ''No space left on device''; END';
        CREATE TRIGGER disk_full BEFORE INSERT OR UPDATE ON journal EXECUTE FUNCTION disk_full();
        """);

    public Task FreeDiskAsync() => ExecuteAsync("DROP TRIGGER disk_full ON journal; DROP FUNCTION disk_full()");

    public async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_address.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await Rows.ReadAsync(command);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_address.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
