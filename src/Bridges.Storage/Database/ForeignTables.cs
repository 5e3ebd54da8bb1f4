namespace Bridges.Storage;

/// <summary>Whether a database is another program's: a bridge's tables between those are theirs to trip over, and the other way round.</summary>
internal static class ForeignTables
{
    public const string InSqlite = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";

    /// <summary>Without those of extensions, which a database has from its template.</summary>
    public const string InPostgreSql = """
        SELECT relname::text FROM pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
          AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
        ORDER BY relname
        """;

    private const int MostNamed = 5;

    /// <summary>Every bridge's database has had it from its first version on.</summary>
    private const string Ours = "journal";

    /// <summary>Other programs call a table so, too; alone it says nothing.</summary>
    private const string Version = "schema_version";

    /// <param name="name">What the database is called, without a password.</param>
    /// <exception cref="StorageException">The tables are another program's.</exception>
    public static void Refuse(string name, IReadOnlyList<string> tables)
    {
        if (Judge(name, tables) is { } foreign)
        {
            throw new StorageException($"The database {name} cannot be used: {foreign.Problem} {foreign.Mend}", isTransient: false);
        }
    }

    /// <returns>Null where the tables are a bridge's, or there are none.</returns>
    public static DatabaseDiagnosis? Judge(string subject, IReadOnlyList<string> tables) => tables.All(table => table == Version) || tables.Contains(Ours, StringComparer.Ordinal)
        ? null
        : new DatabaseDiagnosis(
            subject, $"It is another program's: it has the tables {string.Join(", ", tables.Take(MostNamed))}{(tables.Count > MostNamed ? " and more" : "")}, and none of a bridge.",
            "Give the bridge a database of its own, and name that in 'database' in the configuration.");
}
