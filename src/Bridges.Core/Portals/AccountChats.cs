using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Caching;
using Bridges.Storage;

namespace Bridges.Core.Portals;

/// <summary>Which accounts take part in which portals.</summary>
internal sealed class AccountChats(Database database, AccountChatTable table) : IDisposable
{
    private readonly BoundedCache<(NetworkId, AccountId, ChatKey), bool> _known = new(8192);

    public async ValueTask<bool> ContainsAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        var key = (account.Network, account.Id, chat);
        if (_known.TryGet(key, out _))
        {
            return true;
        }

        if (!(await OfAsync(account.Network, chat, cancellationToken)).Contains(account.Id))
        {
            return false;
        }

        _known.Set(key, value: true);
        return true;
    }

    public async Task AddAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        await database.WriteAsync([AccountChatTable.Add(account.Network, account.Id, chat)], cancellationToken: cancellationToken);
        _known.Set((account.Network, account.Id, chat), value: true);
    }

    public async Task RemoveAsync(NetworkId network, AccountId account, ChatKey chat, CancellationToken cancellationToken)
    {
        await database.WriteAsync([AccountChatTable.Remove(network, account, chat)], cancellationToken: cancellationToken);
        _known.Remove((network, account, chat));
    }

    public Task<IReadOnlyList<AccountId>> OfAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        table.AccountsOfAsync(network, chat, cancellationToken);

    public void Dispose() => _known.Dispose();
}
