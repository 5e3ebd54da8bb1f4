using System.Data;
using Npgsql;

namespace Bridges.Storage;

/// <summary>
/// The one connection that writes. It holds the lock that keeps other hosts off, as long as it lives: to have it is to
/// have the lock, and who has the lock knows that no earlier connection is still at work on a commit.
/// </summary>
internal sealed class PostgreSqlWriter(NpgsqlDataSource source, string name, TimeProvider time) : IAsyncDisposable
{
    // Any number will do, as long as every Bridges host uses the same; below 2^32 it is one column of pg_locks.
    private const long HostLock = 0x42524447;

    // A commit must be on disk whatever the server's default is, and a host whose machine died must not keep the lock for hours.
    private const string SessionSettings = """
        SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false),
               set_config('tcp_keepalives_idle', '20', false), set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)
        """;

    private const string TakeLockSql = "SELECT pg_try_advisory_lock($1)";

    // A connection that broke on our side may live on for the server.
    private const string EndFormerSql = """
        SELECT pg_terminate_backend(pid, 2000) FROM pg_locks
        WHERE locktype = 'advisory' AND classid = 0 AND objid = $1 AND granted AND pid = $2
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    // The server notices the end of a killed host a moment later than whoever starts the next one.
    private static readonly TimeSpan _firstPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _retryInterval = TimeSpan.FromMilliseconds(100);

    private NpgsqlConnection? _connection;
    private int? _formerProcess;

    /// <summary>Whether some host holds the lock, seen from any connection.</summary>
    public static string LockIsHeldSql { get; } = $"""
        SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = {HostLock} AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
        """;

    /// <summary>The connection; a new one where the former is lost.</summary>
    public async ValueTask<NpgsqlConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: ConnectionState.Open } connection)
        {
            return connection;
        }

        await CloseAsync();
        return _connection = await ConnectAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async ValueTask CloseAsync()
    {
        if (_connection is { } lost)
        {
            _connection = null;
            await lost.DisposeAsync();
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await TakeLockAsync(connection, cancellationToken);
            await using var settings = new NpgsqlCommand(SessionSettings, connection);
            await settings.ExecuteNonQueryAsync(cancellationToken);
            _formerProcess = connection.ProcessID;
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task TakeLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!await TryTakeLockAsync(connection, cancellationToken))
        {
            if (_formerProcess is { } former)
            {
                await using var end = new NpgsqlCommand(EndFormerSql, connection) { Parameters = { new() { Value = HostLock }, new() { Value = former } } };
                await end.ExecuteNonQueryAsync(cancellationToken);
            }

            if (time.GetElapsedTime(began) > _firstPatience)
            {
                // One who had the lock waits for it; one who never had it is the second host.
                throw OtherHost.Uses($"the database {name}", isTransient: _formerProcess is not null);
            }

            await Task.Delay(_retryInterval, time, cancellationToken);
        }
    }

    private static async Task<bool> TryTakeLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var take = new NpgsqlCommand(TakeLockSql, connection) { Parameters = { new() { Value = HostLock } } };
        return await take.ExecuteScalarAsync(cancellationToken) is true;
    }
}
