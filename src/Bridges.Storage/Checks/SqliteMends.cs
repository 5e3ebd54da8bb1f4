using Microsoft.Data.Sqlite;

namespace Bridges.Storage;

/// <summary>What to do about a SQLite file that cannot be used, ready to copy.</summary>
internal static class SqliteMends
{
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NoDatabase = 26;

    public static DatabaseDiagnosis Diagnose(string subject, StorageException failure, string path) => failure.InnerException switch
    {
        SqliteException { SqliteErrorCode: Busy or Locked } => new(subject, failure.Message, $"See which program has {path} open: fuser {path}"),
        SqliteException { SqliteErrorCode: Full } => new(subject, failure.Message, $"Make room on the disk of {Path.GetDirectoryName(path)}."),
        SqliteException { SqliteErrorCode: Corrupt or NoDatabase } =>
            new(subject, failure.Message, $"Stop the bridge and put a backup in the place of {path}, or move that away to begin with an empty one."),
        SqliteException { SqliteErrorCode: ReadOnly or Permission } or UnauthorizedAccessException =>
            new(subject, failure.Message, $"chown USER {path}*; chmod 600 {path}*", DatabaseCause.OfAnotherUser),
        _ => new(subject, failure.Message, $"See that {path} can be read and written by the user that runs Bridges, and that its disk is sound."),
    };
}
