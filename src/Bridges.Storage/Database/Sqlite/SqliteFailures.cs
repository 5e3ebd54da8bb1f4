using Microsoft.Data.Sqlite;

namespace Bridges.Storage;

/// <summary>What SQLite's result codes mean to an admin (https://sqlite.org/rescode.html).</summary>
internal static class SqliteFailures
{
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;
    private const int NoDatabase = 26;

    public static StorageException? Translate(Exception exception, string path) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            Busy or Locked or Protocol => new($"The database {path} is busy: another program holds it.", isTransient: true, exception),
            Full => new($"The database {path} cannot grow: its disk is full.", isTransient: true, exception),
            ReadOnly or Permission => new($"The database {path} may not be written. {Mend(path)}", isTransient: true, exception),
            InputOutput or CannotOpen or NoMemory => new($"The database {path} cannot be read or written: {sqlite.Message}", isTransient: true, exception),
            Corrupt or NoDatabase => new(
                $"The file {path} is damaged or no SQLite database. Put a backup in its place, or move it away to begin with an empty one.",
                isTransient: false, exception),
            _ => new($"The database {path} refused: {sqlite.Message}", isTransient: false, exception),
        },
        UnauthorizedAccessException => new($"The database {path} cannot be opened: {exception.Message} {Mend(path)}", isTransient: false, exception),
        IOException => new($"The database {path} cannot be opened: {exception.Message}", isTransient: true, exception),
        _ => null,
    };

    private static string Mend(string path) => $"Run this as the user that the bridge runs as, or give the files to that one: chown USER {path}*";
}
