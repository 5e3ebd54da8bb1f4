using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>What a PostgreSQL server says about itself and the database.</summary>
/// <param name="Collation">What texts are sorted by; <c>ICU</c> where that library does it, whatever else the database names.</param>
/// <param name="Version">As in <c>server_version_num</c>: 150004 is 15.4.</param>
internal sealed record PostgreSqlFacts(int Version, string Encoding, string Collation, bool WaitsForDisk, bool IsStandby)
{
    public const string Sql = """
        SELECT current_setting('server_version_num')::int, pg_encoding_to_char(encoding),
            CASE to_jsonb(pg_database) ->> 'datlocprovider' WHEN 'i' THEN 'ICU' ELSE datcollate END, current_setting('fsync')::boolean, pg_is_in_recovery()
        FROM pg_database WHERE datname = current_database()
        """;

    private const int OldestMajor = 15;
    private const int VersionsPerMajor = 10_000;

    private bool SortsByCodePoint => Collation is "C" or "POSIX" or "C.UTF-8" or "C.utf8";

    /// <summary>What is wrong, or might be better.</summary>
    public IEnumerable<Diagnosis> Judge(string subject, string database)
    {
        if (Version < OldestMajor * VersionsPerMajor)
        {
            yield return new(subject, $"PostgreSQL {Version / VersionsPerMajor} is too old.", $"Upgrade the server to PostgreSQL {OldestMajor} or newer.");
        }

        if (Encoding != "UTF8")
        {
            yield return new(
                subject, $"Its encoding is {Encoding}, which cannot hold all messages.",
                $"Make a new one and name it in the configuration: createdb --template=template0 --encoding=UTF8 --locale=C {database}_utf8");
        }

        if (!WaitsForDisk)
        {
            yield return new(
                subject, "The server does not wait for the disk (fsync is off): a power cut loses messages that were acknowledged.",
                "ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf();");
        }

        if (IsStandby)
        {
            yield return new(subject, "This server is a standby and cannot be written.", "Name the primary server in 'database' in the configuration.");
        }

        if (!SortsByCodePoint)
        {
            // No fault; but an upgrade of the system's collations can break indexes that were sorted by them.
            yield return new(
                $"{subject} sorts by the collation {Collation}", Problem: null,
                $"C is safer and faster, for a new database: createdb --template=template0 --encoding=UTF8 --locale=C {database}");
        }
    }
}
