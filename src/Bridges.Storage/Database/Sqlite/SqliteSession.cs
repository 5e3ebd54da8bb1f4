using Microsoft.Data.Sqlite;

namespace Bridges.Storage;

/// <summary>One connection and the statements it has prepared; for one user at a time.</summary>
internal sealed class SqliteSession : IAsyncDisposable
{
    /// <summary>How long to wait for another program that writes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    /// <summary>The connection in SQLite's own interface.</summary>
    public SQLitePCL.sqlite3 Handle => _connection.Handle!;

    /// <summary>Opens a file that exists.</summary>
    public static SqliteSession Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = (int)Patience.TotalSeconds,
        }.ConnectionString);
        try
        {
            connection.Open();
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Takes the right to write at once, so that a transaction cannot lose it half-way.</summary>
    public SqliteTransaction BeginWriting() => _connection.BeginTransaction(deferred: false);

    /// <summary>A command with its parameters filled in; the same one each time.</summary>
    public SqliteCommand Prepare(string sql, object?[] parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            }

            _prepared[sql] = command;
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = SqliteParameters.Value(parameters[i]);
        }

        return command;
    }

    /// <summary>Lets statements call something by a name.</summary>
    public void Define(string name, Func<string, byte[]> function) => _connection.CreateFunction(name, function, isDeterministic: true);

    /// <summary>Runs statements that are used once.</summary>
    public void Execute(string sql, SqliteTransaction? transaction = null)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }
}
