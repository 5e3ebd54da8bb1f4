namespace Bridges.Storage;

/// <summary>What a PostgreSQL server says about itself and the database.</summary>
/// <param name="Collation">What texts are sorted by; <c>ICU</c> where that library does it, whatever else the database names.</param>
/// <param name="FreeConnections">How many more of them an ordinary user may open.</param>
/// <param name="ForeignOwner">Who owns the tables that are there, where that is neither this user nor a role of theirs.</param>
/// <param name="User">Who is connected.</param>
/// <param name="Version">As in <c>server_version_num</c>: 150004 is 15.4.</param>
internal sealed record PostgreSqlFacts(int Version, string Encoding, string Collation, bool WaitsForDisk, bool IsStandby, int FreeConnections, string? ForeignOwner, string User)
{
    public const string Sql = """
        SELECT current_setting('server_version_num')::int, pg_encoding_to_char(encoding),
            CASE to_jsonb(pg_database) ->> 'datlocprovider' WHEN 'i' THEN 'ICU' ELSE datcollate END, current_setting('fsync')::boolean, pg_is_in_recovery(),
            current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int - (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend'),
            (SELECT tableowner::text FROM pg_tables WHERE tablename = 'schema_version' AND schemaname::text = ANY (current_schemas(false)::text[]) AND NOT pg_has_role(tableowner, 'MEMBER') LIMIT 1),
            current_user::text
        FROM pg_database WHERE datname = current_database()
        """;

    // One that writes, and a few that read at the same time.
    private const int NeededConnections = 8;

    private const int OldestMajor = 15;
    private const int VersionsPerMajor = 10_000;

    private bool SortsByCodePoint => Collation is "C" or "POSIX" or "C.UTF-8" or "C.utf8";

    /// <summary>What is wrong, or might be better.</summary>
    public IEnumerable<DatabaseDiagnosis> Judge(string subject, string database)
    {
        if (Version < OldestMajor * VersionsPerMajor)
        {
            yield return new(subject, $"PostgreSQL {Version / VersionsPerMajor} is too old.", $"Upgrade the server to PostgreSQL {OldestMajor} or newer.");
        }

        if (PostgreSqlEncoding.ProblemOf(Encoding) is { } problem)
        {
            yield return new(subject, problem, PostgreSqlEncoding.MendFor(database));
        }

        if (ForeignOwner is not null)
        {
            yield return new(
                subject, $"The tables in it belong to {ForeignOwner}, so {User} can neither use nor change them.",
                $"As a superuser, in this database: REASSIGN OWNED BY \"{ForeignOwner}\" TO \"{User}\";   (or name {ForeignOwner} in 'database' in the configuration)");
        }

        if (FreeConnections < NeededConnections)
        {
            yield return new(
                subject, $"The server takes only {Math.Max(0, FreeConnections)} more connections; the bridge needs up to {NeededConnections}, and waits where it gets none.",
                "ALTER SYSTEM SET max_connections = 200;   (then restart the server; or see who holds them: SELECT usename, count(*) FROM pg_stat_activity GROUP BY 1)");
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
