using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Accounts;

/// <summary>Accounts as they are kept: their secrets encrypted.</summary>
internal sealed class AccountStore(Database database, AccountTable table, TimeProvider time)
{
    public Task<IReadOnlyList<AccountRow>> AllAsync(CancellationToken cancellationToken) => table.AllAsync(cancellationToken);

    public async Task<AccountRow?> FindAsync(NetworkId network, AccountId account, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(row => row.Network == network && row.Account.Id == account);

    /// <summary>Keeps a login, and that its first sync is owed.</summary>
    /// <returns>The row as it is kept: one that was there before keeps its age.</returns>
    /// <param name="amount">How much of its past it is to bring along; null: as before, or as usual.</param>
    public async Task<AccountRow> AddAsync(NetworkId network, StoredAccount account, UserId owner, HistoryAmount? amount, CancellationToken cancellationToken)
    {
        var row = new AccountRow(network, account, owner.Value, time.GetUtcNow().ToUnixTimeMilliseconds());
        List<Statement> writes = [table.Upsert(row), SettingTable.Set(AccountSettings.FirstSync(network, account.Id), "owed")];
        if (amount is not null)
        {
            writes.Add(HistoryAmounts.Choose(network, account.Id, amount));
        }

        await database.WriteAsync(writes, cancellationToken: cancellationToken);
        return (await FindAsync(network, account.Id, cancellationToken))!;
    }

    /// <summary>Keeps a login's new secret, as long as it is its owner's.</summary>
    public async Task SaveAsync(NetworkId network, StoredAccount account, UserId owner, CancellationToken cancellationToken) =>
        await database.WriteAsync([table.Update(network, account, owner.Value)], cancellationToken: cancellationToken);

    public async Task DeleteAsync(NetworkId network, AccountId account, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            [
                AccountTable.Delete(network, account), HeldEventTable.DeleteOf(network, account), .. AccountSettings.All(network, account).Select(SettingTable.Remove),
                SettingTable.RemoveBeginningWith(AccountSettings.ViewOnce(network, account)), SettingTable.RemoveBeginningWith(AccountSettings.KeptChat(network, account)),
            ],
            cancellationToken: cancellationToken);
}
