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

        if (!(await OfAsync(account.Network, chat, cancellationToken)).Any(row => row.Account == account.Id))
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

    /// <summary>Remembers that the owner left the room, so that the next message does not bring them back.</summary>
    /// <returns>Whether anybody is left in the room.</returns>
    public async Task<bool> LeaveAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        await database.WriteAsync([AccountChatTable.Leave(account.Network, account.Id, chat)], cancellationToken: cancellationToken);
        return (await OfAsync(account.Network, chat, cancellationToken)).Any(row => !row.HasLeft);
    }

    /// <summary>Forgets who took part in a chat whose room is given up.</summary>
    public async Task ForgetAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        foreach (var row in await OfAsync(network, chat, cancellationToken))
        {
            _known.Remove((network, row.Account, chat));
        }

        await database.WriteAsync([AccountChatTable.RemoveAll(network, chat)], cancellationToken: cancellationToken);
    }

    private Task<IReadOnlyList<AccountChatRow>> OfAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        table.AccountsOfAsync(network, chat, cancellationToken);

    public void Dispose() => _known.Dispose();
}
