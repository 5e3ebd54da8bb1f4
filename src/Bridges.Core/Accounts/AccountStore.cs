using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Accounts;

/// <summary>Accounts as they are kept: their secrets encrypted.</summary>
internal sealed class AccountStore(Database database, AccountTable table, TimeProvider time)
{
    public Task<IReadOnlyList<AccountRow>> AllAsync(CancellationToken cancellationToken) => table.AllAsync(cancellationToken);

    /// <returns>The row as it is kept: one that was there before keeps its age.</returns>
    public async Task<AccountRow> SaveAsync(NetworkId network, StoredAccount account, UserId owner, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            [table.Upsert(new AccountRow(network, account, owner.Value, time.GetUtcNow().ToUnixTimeMilliseconds()))], cancellationToken: cancellationToken);
        return (await AllAsync(cancellationToken)).First(row => row.Network == network && row.Account.Id == account.Id);
    }

    public async Task DeleteAsync(NetworkId network, AccountId account, CancellationToken cancellationToken) =>
        await database.WriteAsync([AccountTable.Delete(network, account)], cancellationToken: cancellationToken);
}
