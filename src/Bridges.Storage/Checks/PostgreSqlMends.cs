using Npgsql;

namespace Bridges.Storage;

/// <summary>What to do about a PostgreSQL database that cannot be used, ready to copy.</summary>
internal static class PostgreSqlMends
{
    private const string ReadOnlyTransaction = "25006";
    private const string MissingDatabase = "3D000";
    private const string MissingRight = "42501";
    private const string InvalidAuthorization = "28";

    public static string For(StorageException failure, NpgsqlConnectionStringBuilder address) => failure.InnerException switch
    {
        PostgresException { SqlState: MissingDatabase } => $"createdb --template=template0 --encoding=UTF8 --locale=C --owner={address.Username} {address.Database}",
        PostgresException { SqlState: MissingRight } => $"ALTER DATABASE \"{address.Database}\" OWNER TO \"{address.Username}\"; GRANT ALL ON SCHEMA public TO \"{address.Username}\";",
        PostgresException { SqlState: ReadOnlyTransaction } =>
            $"ALTER DATABASE \"{address.Database}\" SET default_transaction_read_only = off; or name a server that takes changes in 'database' in the configuration.",
        PostgresException denied when denied.SqlState.StartsWith(InvalidAuthorization, StringComparison.Ordinal) =>
            "Correct the user or the password in 'database' in the configuration, or let the user in with a line in the server's pg_hba.conf.",
        PostgresException => "See the log of the database server.",
        _ => "See that the database server runs and can be reached from here, and that 'database' in the configuration names its address.",
    };
}
