using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Bridges.Storage;

/// <summary>Whether a key opens the secrets that are in a database. Reads only; a running host is not disturbed.</summary>
/// <param name="secrets">The key; null where there is none, which opens nothing.</param>
internal sealed class SecretsCheck(DatabaseOptions options, SecretBox? secrets)
{
    private const int TimeoutInSeconds = 10;
    private const string Sql = "SELECT network, account_id, secret FROM accounts";
    private const string HasTableInSqlite = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'accounts'";
    private const string HasTableInPostgreSql = "SELECT to_regclass('accounts') IS NOT NULL";

    public async Task<(int All, int Unreadable)> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return options.Kind == DatabaseKind.Sqlite ? await CountInSqliteAsync(cancellationToken) : await CountInPostgreSqlAsync(cancellationToken);
        }
        catch (Exception exception) when (Translate(exception) is { } failure)
        {
            throw failure;
        }
    }

    private async Task<(int All, int Unreadable)> CountInSqliteAsync(CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Target);
        if (!File.Exists(path))
        {
            return default;
        }

        await using var session = SqliteSession.Open(path, SqliteOpenMode.ReadOnly);
        if (session.Prepare(HasTableInSqlite, []).ExecuteScalar() is 0L)
        {
            return default;
        }

        await using var reader = await session.Prepare(Sql, []).ExecuteReaderAsync(cancellationToken);
        return await CountAsync(reader, cancellationToken);
    }

    private async Task<(int All, int Unreadable)> CountInPostgreSqlAsync(CancellationToken cancellationToken)
    {
        var address = new NpgsqlConnectionStringBuilder(options.Target) { Pooling = false, Timeout = TimeoutInSeconds, CommandTimeout = TimeoutInSeconds };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var hasTable = new NpgsqlCommand(HasTableInPostgreSql, connection);
        if (await hasTable.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return default;
        }

        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await CountAsync(reader, cancellationToken);
    }

    private async Task<(int All, int Unreadable)> CountAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var (all, unreadable) = (0, 0);
        while (await reader.ReadAsync(cancellationToken))
        {
            all++;
            unreadable += IsOpened(reader.Bytes(2), AccountTable.Context(new(reader.GetString(0)), new(reader.GetString(1)))) ? 0 : 1;
        }

        return (all, unreadable);
    }

    private bool IsOpened(byte[] sealedBytes, string context)
    {
        try
        {
            secrets?.Open(sealedBytes, context);
            return secrets is not null;
        }
        catch (StorageException)
        {
            return false;
        }
    }

    private StorageException? Translate(Exception exception) => options.Kind == DatabaseKind.Sqlite
        ? SqliteFailures.Translate(exception, options.Target)
        : PostgreSqlFailures.Translate(exception, options.ToString());
}
