using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Bridges.Storage;

/// <summary>One end of a copy: a connection with one transaction, so that the source is seen as it is at one moment and the target gets all or nothing.</summary>
internal sealed class CopyEnd : IAsyncDisposable
{
    private const string SqliteTables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    private const string PostgreSqlTables = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename";
    private const string SqliteColumns = "SELECT name FROM pragma_table_info($1) ORDER BY cid";
    private const string PostgreSqlColumns = "SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position";

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;

    private CopyEnd(DbConnection connection, DbTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    private bool IsSqlite => _connection is SqliteConnection;

    /// <exception cref="StorageException">The database cannot be opened.</exception>
    public static async Task<CopyEnd> OpenAsync(DatabaseOptions options, bool isSource, CancellationToken cancellationToken)
    {
        DbConnection connection = options.Kind == DatabaseKind.Sqlite
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = options.Target, Mode = isSource ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString)
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.Target) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var transaction = connection is SqliteConnection sqlite
                ? sqlite.BeginTransaction(deferred: isSource)
                : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            return new CopyEnd(connection, transaction);
        }
        catch (Exception exception) when (exception is DbException or IOException)
        {
            await connection.DisposeAsync();
            throw new StorageException($"The database {options} cannot be opened: {exception.Message}", isTransient: false, exception);
        }
    }

    public async Task<IReadOnlyList<string>> TablesAsync(CancellationToken cancellationToken) => await NamesAsync(IsSqlite ? SqliteTables : PostgreSqlTables, [], cancellationToken);

    public async Task<IReadOnlyList<string>> ColumnsAsync(string table, CancellationToken cancellationToken) => await NamesAsync(IsSqlite ? SqliteColumns : PostgreSqlColumns, [table], cancellationToken);

    /// <summary>What an aggregate comes to over a table; names come from the database itself.</summary>
    public async Task<long> CountAsync(string table, string aggregate, CancellationToken cancellationToken)
    {
        await using var command = Command($"SELECT {aggregate} FROM {Quote(table)}", []);
        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }

    public async IAsyncEnumerable<object?[]> ReadAsync(string table, IReadOnlyList<string> columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = Command($"SELECT {string.Join(", ", columns.Select(Quote))} FROM {Quote(table)}", []);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[columns.Count];
            for (var index = 0; index < row.Length; index++)
            {
                row[index] = reader.IsDBNull(index) ? null : reader.GetValue(index);
            }

            yield return row;
        }
    }

    public async Task InsertAsync(string table, IReadOnlyList<string> columns, object?[] row, CancellationToken cancellationToken)
    {
        var places = string.Join(", ", Enumerable.Range(1, columns.Count).Select(number => $"${number}"));
        await using var command = Command($"INSERT INTO {Quote(table)} ({string.Join(", ", columns.Select(Quote))}) VALUES ({places})", row);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private DbCommand Command(string sql, object?[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        for (var index = 0; index < parameters.Length; index++)
        {
            var value = parameters[index] ?? DBNull.Value;
            // PostgreSQL's driver takes $1 by its place, SQLite's by its name.
            command.Parameters.Add(IsSqlite ? new SqliteParameter($"${index + 1}", value) : new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
