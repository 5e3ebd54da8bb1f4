using Npgsql;

namespace Bridges.Storage;

/// <summary>Which database, and where.</summary>
/// <param name="Target">A file path for SQLite, a connection string for PostgreSQL.</param>
public sealed record DatabaseOptions(DatabaseKind Kind, string Target)
{
    private const string SqlitePrefix = "sqlite:";

    /// <summary>Reads <c>sqlite:path</c>, <c>postgres://user:password@host:port/name</c> or <c>Host=…;Database=…</c>.</summary>
    /// <exception cref="FormatException">It is none of these; the message says what is.</exception>
    public static DatabaseOptions Parse(string text)
    {
        if (text.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase))
        {
            var path = text[SqlitePrefix.Length..];
            return path.Length > 0 ? new(DatabaseKind.Sqlite, path) : throw new FormatException("The path behind \"sqlite:\" is missing.");
        }

        if (text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
        {
            return new(DatabaseKind.PostgreSql, FromUri(text));
        }

        if (text.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            return new(DatabaseKind.PostgreSql, text);
        }

        throw new FormatException("A database is given as \"sqlite:bridges.db\" or \"postgres://user:password@host/name\".");
    }

    /// <summary>Names the database without its password.</summary>
    public override string ToString() => Kind == DatabaseKind.Sqlite
        ? SqlitePrefix + Target
        : new NpgsqlConnectionStringBuilder(Target) is var builder ? $"postgres://{builder.Host}:{builder.Port}/{builder.Database}" : "";

    private static string FromUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.AbsolutePath.Length < 2)
        {
            throw new FormatException("A PostgreSQL database is given as \"postgres://user:password@host/name\".");
        }

        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.IsDefaultPort || uri.Port < 0 ? 5432 : uri.Port,
            Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]),
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        return builder.ConnectionString;
    }
}
