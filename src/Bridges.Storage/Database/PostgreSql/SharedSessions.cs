using Npgsql;

namespace Bridges.Storage;

/// <summary>
/// Whether something between us and the server lets several connections use one session by turns (PgBouncer's pool modes "transaction" and "statement", and
/// others of the kind). Locks and settings of a session then come and go with whoever has it: the lock that keeps a second host off holds nobody off.
/// </summary>
internal static class SharedSessions
{
    public const string Problem = "A pooler is between the bridge and the server and gives each transaction another session, so that the lock which keeps a second bridge off does not hold.";

    public const string Mend = "Name the server itself in 'database' in the configuration (PostgreSQL's own port, 5432), or set pool_mode=session for this database in the pooler (PgBouncer: [databases] NAME = … pool_mode=session).";

    // A pooler that gives out its sessions in turn shows itself only once one comes again.
    private const int Rounds = 6;

    private const string Sql = "SELECT pg_backend_pid()";

    /// <param name="one">Open, and in no transaction.</param>
    /// <param name="other">Open beside it, and in none either.</param>
    public static Task<bool> AreThereAsync(NpgsqlConnection one, NpgsqlConnection other, CancellationToken cancellationToken) =>
        AreThereAsync(() => SessionAsync(one, cancellationToken), () => SessionAsync(other, cancellationToken));

    /// <summary>Connections of their own have one session each, from their beginning to their end.</summary>
    /// <param name="one">Tells the session of one connection.</param>
    /// <param name="other">Tells that of another.</param>
    public static async Task<bool> AreThereAsync(Func<Task<int>> one, Func<Task<int>> other)
    {
        var (first, second) = (await one(), await other());
        for (var round = 1; round < Rounds && first != second; round++)
        {
            if (await one() != first || await other() != second)
            {
                return true;
            }
        }

        return first == second;
    }

    private static async Task<int> SessionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
