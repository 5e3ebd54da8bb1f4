using System.Net.Sockets;
using Npgsql;

namespace Bridges.Storage;

/// <summary>What PostgreSQL's answers mean to an admin (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PostgreSqlFailures
{
    private const string QueryCanceled = "57014";
    private const string ReadOnlyTransaction = "25006";
    private const string MissingDatabase = "3D000";
    private const string MissingRight = "42501";
    private const string InvalidAuthorization = "28";
    private const string OperatorIntervention = "57P";

    /// <param name="name">The database without its password.</param>
    public static StorageException? Translate(Exception exception, string name) => exception switch
    {
        PostgresException { SqlState: MissingDatabase } =>
            new($"The database {name} does not exist. Make it with `createdb`, or correct the name in the configuration.", isTransient: false, exception),
        PostgresException { SqlState: MissingRight } denied => new(
            $"The database {name} denies: {denied.MessageText}. Make the user that Bridges logs in as the owner of the database.", isTransient: false, exception),
        PostgresException denied when denied.SqlState.StartsWith(InvalidAuthorization, StringComparison.Ordinal) => new(
            $"The database {name} does not let Bridges in: {denied.MessageText}. Correct the user or the password in the configuration.", isTransient: false, exception),
        PostgresException answer when IsTransient(answer) =>
            new($"The database {name} does not take changes now: {answer.MessageText}", isTransient: true, exception),
        PostgresException refused => new($"The database {name} refused: {refused.MessageText}", isTransient: false, exception),
        NpgsqlException or TimeoutException or SocketException or IOException =>
            new($"The database {name} does not answer: {exception.Message}", isTransient: true, exception),
        _ => null,
    };

    private static bool IsTransient(PostgresException answer) =>
        answer.IsTransient
        || answer.SqlState is QueryCanceled or ReadOnlyTransaction
        || answer.SqlState.StartsWith(OperatorIntervention, StringComparison.Ordinal);
}
