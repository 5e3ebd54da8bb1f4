using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>What accounts told that may not stand in the journal yet, in order; sealed like the journal's contents.</summary>
public sealed class HeldEventTable(Database database, SecretBox secrets)
{
    private const string InsertSql = "INSERT INTO held_events (number, network, account, payload) VALUES ($1, $2, $3, $4)";
    private const string DeleteSql = "DELETE FROM held_events WHERE number = $1";
    private const string DeleteOfSql = "DELETE FROM held_events WHERE network = $1 AND account = $2";
    private const string ReadSql = "SELECT number, payload FROM held_events WHERE network = $1 AND account = $2 AND number <= $3 ORDER BY number LIMIT $4";
    private const string NewestSql = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM held_events";

    public Statement Insert(long number, NetworkId network, AccountId account, ReadOnlySpan<byte> payload) =>
        new(InsertSql, number, network.Value, account.Value, secrets.Seal(payload, Context(number)));

    public static Statement Delete(long number) => new(DeleteSql, number);

    public static Statement DeleteOf(NetworkId network, AccountId account) => new(DeleteOfSql, network.Value, account.Value);

    /// <summary>The highest number of all; 0 where there is none.</summary>
    public async Task<long> NewestAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync(static reader => reader.GetInt64(0), NewestSql, [], cancellationToken))[0];

    /// <summary>Those of an account up to a number, in order. The payload is empty where it was sealed with another key.</summary>
    public Task<IReadOnlyList<(long Number, byte[] Payload)>> ReadAsync(NetworkId network, AccountId account, long upTo, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync(
            reader => (reader.GetInt64(0), Open(reader.GetInt64(0), reader.Bytes(1))), ReadSql, [network.Value, account.Value, upTo, (long)limit], cancellationToken);

    private static string Context(long number) => $"held/{number}";

    private byte[] Open(long number, byte[] stored)
    {
        try
        {
            return secrets.Open(stored, Context(number));
        }
        catch (StorageException)
        {
            return [];
        }
    }
}
