using System.Data.Common;

namespace Bridges.Storage;

/// <summary>Whether a key opens the secrets that are in a database.</summary>
/// <param name="secrets">The key; null where there is none, which opens nothing.</param>
internal sealed class SecretsCheck(DatabaseOptions options, SecretBox? secrets)
{
    private const string Sql = "SELECT network, account_id, secret FROM accounts";

    public Task<(int All, int Unreadable)> CountAsync(CancellationToken cancellationToken) =>
        new DatabaseFromOutside(options).ReadAsync("accounts", Sql, reader => CountAsync(reader, cancellationToken), cancellationToken);

    private async Task<(int All, int Unreadable)> CountAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var (all, unreadable) = (0, 0);
        while (await reader.ReadAsync(cancellationToken))
        {
            all++;
            unreadable += IsOpened(reader.Bytes(2), AccountTable.Context(new(reader.GetString(0)), new(reader.GetString(1)))) ? 0 : 1;
        }

        return (all, unreadable);
    }

    private bool IsOpened(byte[] sealedBytes, string context)
    {
        try
        {
            secrets?.Open(sealedBytes, context);
            return secrets is not null;
        }
        catch (StorageException)
        {
            return false;
        }
    }
}
