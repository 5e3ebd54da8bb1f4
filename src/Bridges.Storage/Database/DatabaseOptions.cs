using System.Runtime.CompilerServices;
using Npgsql;

namespace Bridges.Storage;

/// <summary>Which database, and where.</summary>
/// <param name="Target">A file path for SQLite, a connection string for PostgreSQL.</param>
public sealed record DatabaseOptions(DatabaseKind Kind, string Target)
{
    private const string SqlitePrefix = "sqlite:";

    /// <summary>Reads <c>sqlite:path</c>, <c>postgres://user:password@host:port/name</c> or <c>Host=…;Database=…</c>.</summary>
    /// <exception cref="FormatException">It is none of these; the message says what is, and never repeats the text.</exception>
    public static DatabaseOptions Parse(string text)
    {
        if (text.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase))
        {
            // Many programs write sqlite://path; the path is what follows.
            var path = text[SqlitePrefix.Length..];
            path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
            return path.Trim().Length > 0 ? new(DatabaseKind.Sqlite, path) : throw new FormatException("The path behind sqlite: is missing.");
        }

        if (PostgreSqlUri.IsOne(text))
        {
            return new(DatabaseKind.PostgreSql, PostgreSqlUri.ToConnectionString(text));
        }

        if (text.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            // The driver's own words may repeat a piece of the password.
            return TryRead(text) is { } connectionString
                ? new(DatabaseKind.PostgreSql, connectionString)
                : throw new FormatException("The connection string of the PostgreSQL database cannot be read: a name in it is unknown, or a value is wrong.");
        }

        throw new FormatException("It must be sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME.");
    }

    /// <summary>Names the database without its password.</summary>
    public override string ToString() => Kind == DatabaseKind.Sqlite
        ? SqlitePrefix + Target
        : NameOf(Target);

    /// <summary>Names a PostgreSQL database without its password.</summary>
    internal static string NameOf(NpgsqlConnectionStringBuilder builder)
    {
        // What looks like no name may be a password in the wrong place: postgres:///user:password@host/database.
        var database = builder.Database ?? builder.Username ?? "";
        var isName = database.All(static character => character is not ('@' or ':' or '/'));
        return $"postgres://{builder.Host}:{builder.Port}/{(isName ? database : "…")}";
    }

    // Apart, so that where SQLite is used PostgreSQL's driver is not loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string NameOf(string connectionString) => NameOf(new NpgsqlConnectionStringBuilder(connectionString));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? TryRead(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).ConnectionString;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
