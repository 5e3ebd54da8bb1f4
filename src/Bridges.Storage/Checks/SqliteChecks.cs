using Microsoft.Data.Sqlite;

namespace Bridges.Storage;

/// <summary>Checks of what is in a SQLite file; its place is looked at by <see cref="SqlitePlace"/>.</summary>
internal sealed class SqliteChecks(DatabaseOptions options)
{
    // A look at every page of a larger file takes too long.
    private const long LargestFileToRead = 512L << 20;

    private readonly string _path = Path.GetFullPath(options.Target);
    private readonly string _subject = $"database {options}";

    public async Task<IReadOnlyList<DatabaseDiagnosis>> CheckAsync(CancellationToken cancellationToken)
    {
        var place = new SqlitePlace(_path, _subject);
        var findings = place.Check().ToList();
        if (!place.IsWritable)
        {
            // What the database itself would say to it is the same once more.
            return findings;
        }

        if (!File.Exists(_path))
        {
            return findings.Count > 0 ? findings : [new DatabaseDiagnosis($"{_subject} will be made at the first start")];
        }

        findings.Add(await CheckContentAsync(cancellationToken));
        return findings;
    }

    private async Task<DatabaseDiagnosis> CheckContentAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var session = SqliteSession.Open(_path, SqliteOpenMode.ReadWrite);
            if (ForeignTables.Judge(_subject, await session.Prepare(ForeignTables.InSqlite, []).TextsAsync(cancellationToken)) is { } foreign)
            {
                return foreign;
            }

            if (SchemaCheck.Judge(_subject, ReadSchema(session), Migrations.Newest(DatabaseKind.Sqlite)) is { } newer)
            {
                return newer;
            }

            if (!AreAllPagesSound(session))
            {
                return new DatabaseDiagnosis(_subject, "It is damaged.", $"Stop the bridge and put a backup in the place of {_path}.");
            }

            if (await HostLockFile.IsTakenAsync(_path, cancellationToken))
            {
                return new DatabaseDiagnosis($"{_subject} is in use by the running host", Cause: DatabaseCause.InUse);
            }

            // Takes the right to write and gives it back.
            await session.BeginWriting().DisposeAsync();
            return new DatabaseDiagnosis(_subject);
        }
        catch (Exception exception) when (SqliteFailures.Translate(exception, _path) is { } failure)
        {
            return SqliteMends.Diagnose(_subject, failure, _path);
        }
    }

    private static long ReadSchema(SqliteSession session)
    {
        const string HasTable = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_version'";
        return session.Prepare(HasTable, []).ExecuteScalar() is 0L
            ? 0
            : session.Prepare("SELECT MAX(version) FROM schema_version", []).ExecuteScalar() as long? ?? 0;
    }

    private bool AreAllPagesSound(SqliteSession session) =>
        new FileInfo(_path).Length > LargestFileToRead || session.Prepare("PRAGMA quick_check(1)", []).ExecuteScalar() is "ok";
}
