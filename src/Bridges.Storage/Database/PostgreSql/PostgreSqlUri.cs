using Npgsql;

namespace Bridges.Storage;

/// <summary>Reads the addresses that PostgreSQL's own programs take (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS).</summary>
internal static class PostgreSqlUri
{
    private const string Form = "A PostgreSQL database is given as \"postgres://user:password@host/name\"; special characters of the password are written as %40 and so on.";

    /// <summary>The driver's names for PostgreSQL's parameters, where they differ.</summary>
    private static readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    public static bool IsOne(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="FormatException">It cannot be read; the message does not repeat it.</exception>
    public static string ToConnectionString(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || text.Contains("%00", StringComparison.Ordinal) || text.Contains('\0') || HasStrayAt(uri))
        {
            throw new FormatException(Form);
        }

        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.DnsSafeHost,
            Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort,
            Database = uri.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(uri.AbsolutePath[1..]) : null,
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        foreach (var parameter in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = parameter.Split('=', 2) is [var left, var right] ? (left, Uri.UnescapeDataString(right)) : (parameter, "");
            if (!TrySet(builder, name, value))
            {
                throw new FormatException($"The address of the PostgreSQL database has a parameter \"{name}\" that is unknown or has a wrong value.");
            }
        }

        return builder.Host.Length > 0 && builder.Database is { Length: > 0 } ? builder.ConnectionString : throw new FormatException(Form);
    }

    /// <summary>A password with / or # in it ends where that stands, and a piece of it would be taken for the server's name.</summary>
    private static bool HasStrayAt(Uri uri) => uri.AbsolutePath.Contains('@') || uri.Fragment.Length > 0;

    private static bool TrySet(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        try
        {
            // The driver writes "verify-full" as one word.
            var isMode = name.Equals("sslmode", StringComparison.OrdinalIgnoreCase);
            builder[_parameters.GetValueOrDefault(name, name)] = isMode ? value.Replace("-", "", StringComparison.Ordinal) : value;
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            return false;
        }
    }
}
