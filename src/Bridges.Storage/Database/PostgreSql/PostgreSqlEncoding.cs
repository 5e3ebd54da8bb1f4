namespace Bridges.Storage;

/// <summary>The encoding that a database must have, as messages have every letter there is.</summary>
internal static class PostgreSqlEncoding
{
    public const string Sql = "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()";

    /// <summary>Why messages cannot be kept in a database of this encoding; null where they can.</summary>
    public static string? ProblemOf(string encoding) => encoding == "UTF8" ? null : $"Its encoding is {encoding}, which cannot hold all messages.";

    public static string MendFor(string database) =>
        $"Make a new one and name it in the configuration: createdb --template=template0 --encoding=UTF8 --locale=C {database}_utf8";
}
