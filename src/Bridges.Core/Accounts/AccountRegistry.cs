using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Accounts;

/// <summary>The accounts of this host: those that run, and those that are kept but rest.</summary>
internal sealed class AccountRegistry(AccountStore store, TimeProvider time)
{
    private readonly ConcurrentDictionary<(NetworkId, AccountId), RunningAccount> _running = new();
    private readonly ConcurrentDictionary<(NetworkId, AccountId), bool> _stalled = new();

    /// <summary>Rings when an account is added. There is one who waits for it: who looks how users keep rooms.</summary>
    public Alarm Added { get; } = new(time);

    public IEnumerable<RunningAccount> All => _running.Values;

    public RunningAccount? Find(NetworkId network, AccountId id) => _running.GetValueOrDefault((network, id));

    public IEnumerable<RunningAccount> OwnedBy(UserId owner) =>
        _running.Values.Where(account => account.Owner == owner).OrderBy(account => (account.NetworkName, account.Name));

    /// <summary>The login that a person of a network has here, by which they are a Matrix user themselves; null where they have none.</summary>
    public RunningAccount? OfPerson(NetworkId network, RemoteUserId user) =>
        _running.Values.FirstOrDefault(account => account.Network == network && account.Account.Self == user);

    /// <summary>
    /// The login that a member of a chat has here, by which they are in its room themselves. A chat that an account has for
    /// itself alone has a room for its owner only: all others in it are remote people, logged in here or not.
    /// </summary>
    public RunningAccount? OfMember(RunningAccount account, ChatKey chat, RemoteUserId user) =>
        user == account.Account.Self ? account : chat.Receiver is null ? OfPerson(account.Network, user) : null;

    /// <summary>Whether somebody is logged in to the account, though it may not run: its module may not be loaded, or have failed.</summary>
    public async Task<bool> IsStoredAsync(NetworkId network, AccountId id, CancellationToken cancellationToken) =>
        await store.FindAsync(network, id, cancellationToken) is not null;

    /// <summary>Logins of a user that are kept but do not run: their secret cannot be read, or their network is not loaded.</summary>
    public async Task<IReadOnlyList<AccountRow>> RestingOfAsync(UserId owner, CancellationToken cancellationToken) =>
        [.. (await store.AllAsync(cancellationToken)).Where(row => row.Owner == owner.Value && !_running.ContainsKey((row.Network, row.Account.Id)))];

    public void Add(RunningAccount account)
    {
        _running[(account.Network, account.Id)] = account;
        Added.Ring();
    }

    /// <summary>Takes this very run of an account out.</summary>
    /// <returns>Whether it was in.</returns>
    public bool Remove(RunningAccount account) => _running.TryRemove(new KeyValuePair<(NetworkId, AccountId), RunningAccount>((account.Network, account.Id), account));

    /// <summary>Whether an account's network stopped to answer, though the account says that it is connected.</summary>
    public bool IsStalled(NetworkId network, AccountId id) => _stalled.ContainsKey((network, id));

    /// <returns>Whether that is new.</returns>
    public bool SetStalled(NetworkId network, AccountId id) => _stalled.TryAdd((network, id), true);

    public void ClearStalled(NetworkId network, AccountId id) => _stalled.TryRemove((network, id), out _);

    public RunningAccount? Remove(NetworkId network, AccountId id) => _running.TryRemove((network, id), out var account) ? account : null;

    /// <summary>Takes all out, at the end.</summary>
    public IReadOnlyList<RunningAccount> RemoveAll()
    {
        var all = _running.Values.ToArray();
        _running.Clear();
        return all;
    }
}
