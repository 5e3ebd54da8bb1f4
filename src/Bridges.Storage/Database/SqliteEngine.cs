using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Bridges.Storage;

/// <summary>SQLite in write-ahead mode; a commit is on disk when it returns (<c>synchronous = FULL</c>).</summary>
internal sealed class SqliteEngine : IDatabaseEngine
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    private readonly string _path;
    private readonly SqliteConnection _writer;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<SqliteReadConnection> _readers = [];
    private FileStream? _lock;

    public SqliteEngine(string path)
    {
        _path = Path.GetFullPath(path);
        _writer = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadWriteCreate));
    }

    public async Task LockAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        try
        {
            _lock = new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new StorageException($"Another Bridges host uses the database {_path}. Stop it first.", isTransient: false, exception);
        }

        await _writer.OpenAsync(cancellationToken);
        await ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA secure_delete = ON;", cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public async Task<int[]> WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        var counts = new int[statements.Count];
        await using var transaction = _writer.BeginTransaction(deferred: false);
        for (var i = 0; i < statements.Count; i++)
        {
            var command = Prepare(_prepared, _writer, statements[i].Sql, statements[i].Parameters);
            command.Transaction = transaction;
            counts[i] = command.ExecuteNonQuery();
        }

        transaction.Commit();
        return counts;
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(Func<DbDataReader, T> read, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        if (!_readers.TryTake(out var connection))
        {
            connection = new SqliteReadConnection(ConnectionString(SqliteOpenMode.ReadWrite));
        }

        try
        {
            var command = Prepare(connection.Prepared, connection.Connection, sql, parameters);
            var rows = new List<T>();
            await using (var reader = command.ExecuteReader())
            {
                while (reader.Read())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    rows.Add(read(reader));
                }
            }

            _readers.Add(connection);
            return rows;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task ExecuteScriptAsync(string sql, CancellationToken cancellationToken)
    {
        await using var transaction = _writer.BeginTransaction(deferred: false);
        await using var command = _writer.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public StorageException? Translate(Exception exception) => exception is SqliteException sqlite
        ? sqlite.SqliteErrorCode switch
        {
            Busy or Locked => new($"The database {_path} is busy.", isTransient: true, exception),
            Full => new($"The disk that holds the database {_path} is full.", isTransient: true, exception),
            InputOutput or CannotOpen => new($"The database {_path} cannot be read or written: {sqlite.Message}", isTransient: true, exception),
            _ => new($"The database {_path} failed: {sqlite.Message}", isTransient: false, exception),
        }
        : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        while (_readers.TryTake(out var reader))
        {
            await reader.DisposeAsync();
        }

        await _writer.DisposeAsync();
        if (_lock is not null)
        {
            await _lock.DisposeAsync();
        }
    }

    private static SqliteCommand Prepare(Dictionary<string, SqliteCommand> prepared, SqliteConnection connection, string sql, object?[] parameters)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            }

            prepared[sql] = command;
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i] ?? DBNull.Value;
        }

        return command;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _writer.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private string ConnectionString(SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = _path,
        Mode = mode,
        Pooling = false,
        DefaultTimeout = 5,
    }.ConnectionString;

    private sealed class SqliteReadConnection : IAsyncDisposable
    {
        public SqliteReadConnection(string connectionString)
        {
            Connection = new SqliteConnection(connectionString);
            Connection.Open();
        }

        public SqliteConnection Connection { get; }

        public Dictionary<string, SqliteCommand> Prepared { get; } = new(StringComparer.Ordinal);

        public async ValueTask DisposeAsync()
        {
            foreach (var command in Prepared.Values)
            {
                await command.DisposeAsync();
            }

            await Connection.DisposeAsync();
        }
    }
}
