using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Accounts; their secrets are encrypted before they get here.</summary>
public sealed class AccountTable(Database database, SecretBox secrets)
{
    private const string UpsertSql = """
        INSERT INTO accounts (network, account_id, owner, name, secret, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (network, account_id) DO UPDATE SET owner = excluded.owner, name = excluded.name, secret = excluded.secret
        """;

    private const string UpdateSql = "UPDATE accounts SET name = $4, secret = $5 WHERE network = $1 AND account_id = $2 AND owner = $3";

    private const string AllSql = "SELECT network, account_id, owner, name, secret, created_at FROM accounts ORDER BY created_at";
    private const string DeleteSql = "DELETE FROM accounts WHERE network = $1 AND account_id = $2";

    public Statement Upsert(AccountRow row) => new(
        UpsertSql, row.Network.Value, row.Account.Id.Value, row.Owner, row.Account.Name,
        secrets.Seal(row.Account.Secret.Span, Context(row.Network, row.Account.Id)), row.CreatedAt);

    /// <summary>What changes of a login that is there; one that was logged out meanwhile does not come back by it.</summary>
    public Statement Update(NetworkId network, StoredAccount account, string owner) => new(
        UpdateSql, network.Value, account.Id.Value, owner, account.Name, secrets.Seal(account.Secret.Span, Context(network, account.Id)));

    public static Statement Delete(NetworkId network, AccountId account) => new(DeleteSql, network.Value, account.Value);

    public Task<IReadOnlyList<AccountRow>> AllAsync(CancellationToken cancellationToken) => database.QueryAsync(
        reader =>
        {
            var (network, id) = (new NetworkId(reader.GetString(0)), new AccountId(reader.GetString(1)));
            var secret = TryOpen(reader.Bytes(4), Context(network, id));
            return new AccountRow(network, new StoredAccount(id, reader.GetString(3), secret ?? []), reader.GetString(2), reader.GetInt64(5), secret is not null);
        },
        AllSql, [], cancellationToken);

    /// <summary>Null where it was encrypted with another key: one account's trouble must not become everybody's.</summary>
    private byte[]? TryOpen(byte[] sealedBytes, string context)
    {
        try
        {
            return secrets.Open(sealedBytes, context);
        }
        catch (StorageException)
        {
            return null;
        }
    }

    /// <summary>Binds a secret to its account, so that it cannot be moved to another row.</summary>
    internal static string Context(NetworkId network, AccountId account) => $"{network}/{account}";
}
