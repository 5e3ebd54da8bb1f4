using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bridges.Storage;

/// <summary>A statement that stays prepared on its connection; its parameters are <c>$1</c> and so on.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>SQLite counts parameters as they appear, whatever their names say; zero: it appears nowhere.</summary>
    private readonly int[] _places;

    private SqliteStatement(sqlite3 database, sqlite3_stmt statement, int parameters)
    {
        _database = database;
        _statement = statement;
        _places = [.. Enumerable.Range(1, parameters).Select(number => raw.sqlite3_bind_parameter_index(statement, $"${number}"))];
    }

    /// <exception cref="SqliteException">It is refused.</exception>
    public static SqliteStatement Prepare(sqlite3 database, string sql, int parameters)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out var statement), database);
        return new SqliteStatement(database, statement, parameters);
    }

    /// <returns>How many rows it changed.</returns>
    /// <exception cref="SqliteException">It is refused.</exception>
    public int Run(object?[] parameters)
    {
        try
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                if (_places[i] > 0)
                {
                    Check(Bind(_places[i], parameters[i]));
                }
            }

            int result;
            do
            {
                result = raw.sqlite3_step(_statement);
            }
            while (result == raw.SQLITE_ROW);
            Check(result);
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            // It says again what the step said.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object? value) => SqliteParameters.Value(value) switch
    {
        DBNull => raw.sqlite3_bind_null(_statement, place),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        // No bytes at all would be taken for none.
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, place, 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        var other => throw new InvalidOperationException($"A statement cannot carry a {other.GetType()}."),
    };

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
