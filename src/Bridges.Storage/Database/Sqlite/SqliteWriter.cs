using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bridges.Storage;

/// <summary>
/// The connection that writes. Statements are run through SQLite's own interface and stay prepared: the driver looks up each parameter by
/// its name each time, and parses the beginning and the end of every transaction anew.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    // The right to write is taken at once, so that a transaction cannot lose it half-way.
    private const string Begin = "BEGIN IMMEDIATE";
    private const string Commit = "COMMIT";
    private const string RollBack = "ROLLBACK";

    private readonly SqliteSession _session;
    private readonly sqlite3 _database;
    private readonly Dictionary<string, SqliteStatement> _prepared = new(StringComparer.Ordinal);

    public SqliteWriter(SqliteSession session)
    {
        _session = session;
        _database = session.Handle;
        raw.sqlite3_busy_timeout(_database, (int)SqliteSession.Patience.TotalMilliseconds);
    }

    /// <summary>Not even what was begun could be taken back: it is of no more use.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Carries out all or none.</summary>
    /// <returns>How many rows each changed.</returns>
    public int[] Write(IReadOnlyList<Statement> statements)
    {
        var counts = new int[statements.Count];
        Run(Begin, []);
        try
        {
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] = Run(statements[i].Sql, statements[i].Parameters);
            }

            Run(Commit, []);
            return counts;
        }
        catch
        {
            TakeBack();
            throw;
        }
    }

    /// <summary>Carries out a script of statements that are used once, all or none.</summary>
    public void Write(string script)
    {
        using var transaction = _session.BeginWriting();
        _session.Execute(script, transaction);
        transaction.Commit();
    }

    public ValueTask DisposeAsync()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }

        return _session.DisposeAsync();
    }

    private int Run(string sql, object?[] parameters)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            _prepared[sql] = statement = SqliteStatement.Prepare(_database, sql, parameters.Length);
        }

        return statement.Run(parameters);
    }

    private void TakeBack()
    {
        // Some failures take back by themselves.
        if (raw.sqlite3_get_autocommit(_database) != 0)
        {
            return;
        }

        try
        {
            Run(RollBack, []);
        }
        catch (SqliteException)
        {
            // Why it failed is known already.
            IsBroken = true;
        }
    }
}
