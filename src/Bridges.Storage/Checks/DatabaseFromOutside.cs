using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Bridges.Storage;

/// <summary>Reads a database that is not opened: it is neither brought up to date, nor is a running host disturbed.</summary>
internal sealed class DatabaseFromOutside(DatabaseOptions options)
{
    private const int TimeoutInSeconds = 10;

    /// <param name="table">What the question is about.</param>
    /// <param name="read">Reads the answer.</param>
    /// <returns>Nothing where that table is not there yet.</returns>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public async Task<T?> ReadAsync<T>(string table, string sql, Func<DbDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return options.Kind == DatabaseKind.Sqlite ? await ReadSqliteAsync(table, sql, read, cancellationToken) : await ReadPostgreSqlAsync(table, sql, read, cancellationToken);
        }
        catch (Exception exception) when (Translate(exception) is { } failure)
        {
            throw failure;
        }
    }

    private async Task<T?> ReadSqliteAsync<T>(string table, string sql, Func<DbDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Target);
        if (!File.Exists(path))
        {
            return default;
        }

        await using var session = SqliteSession.Open(path, SqliteOpenMode.ReadOnly);
        if (session.Prepare($"SELECT COUNT(*) FROM sqlite_master WHERE name = '{table}'", []).ExecuteScalar() is 0L)
        {
            return default;
        }

        await using var reader = await session.Prepare(sql, []).ExecuteReaderAsync(cancellationToken);
        return await read(reader);
    }

    private async Task<T?> ReadPostgreSqlAsync<T>(string table, string sql, Func<DbDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        var address = new NpgsqlConnectionStringBuilder(options.Target) { Pooling = false, Timeout = TimeoutInSeconds, CommandTimeout = TimeoutInSeconds };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var hasTable = new NpgsqlCommand($"SELECT to_regclass('{table}') IS NOT NULL", connection);
        if (await hasTable.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return default;
        }

        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await read(reader);
    }

    private StorageException? Translate(Exception exception) => options.Kind == DatabaseKind.Sqlite
        ? SqliteFailures.Translate(exception, options.Target)
        : PostgreSqlFailures.Translate(exception, options.ToString());
}
