using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Accounts;

/// <summary>The accounts of this host, running.</summary>
internal sealed partial class AccountRegistry(
    NetworkCatalog networks, AccountStore store, IServiceProvider services, ICheckpoints checkpoints, TimeProvider time, ILogger<AccountRegistry> logger)
{
    private readonly ConcurrentDictionary<(NetworkId, AccountId), RunningAccount> _running = new();

    private bool _isDisposed;

    // Resolved late: accounts tell events to services that look accounts up.
    private readonly Lazy<AccountServices> _accountServices = new(() => ActivatorUtilities.CreateInstance<AccountServices>(services));

    public IEnumerable<RunningAccount> All => _running.Values;

    public RunningAccount? Find(NetworkId network, AccountId id) => _running.GetValueOrDefault((network, id));

    /// <summary>Whether somebody is logged in to the account, though it may not run: its module may not be loaded, or have failed.</summary>
    public async Task<bool> IsStoredAsync(NetworkId network, AccountId id, CancellationToken cancellationToken) =>
        await StoredAsync(network, id, cancellationToken) is not null;

    public IEnumerable<RunningAccount> OwnedBy(UserId owner) =>
        _running.Values.Where(account => account.Owner == owner).OrderBy(account => (account.NetworkName, account.Name));

    /// <summary>Logins of a user that are kept but do not run: their secret cannot be read, or their network is not loaded.</summary>
    public async Task<IReadOnlyList<AccountRow>> RestingOfAsync(UserId owner, CancellationToken cancellationToken) =>
        [.. (await store.AllAsync(cancellationToken)).Where(row => row.Owner == owner.Value && !_running.ContainsKey((row.Network, row.Account.Id)))];

    /// <summary>Starts every stored account of a network. One that fails stops no other.</summary>
    public async Task StartAsync(NetworkId network, CancellationToken cancellationToken)
    {
        var rows = await store.AllAsync(cancellationToken);
        await Task.WhenAll(rows.Where(row => row.Network == network).Select(row => StartAsync(row, cancellationToken)));
    }

    /// <summary>Tells the admin of accounts whose network is not loaded.</summary>
    public async Task TellOfRestingAsync(CancellationToken cancellationToken)
    {
        foreach (var row in (await store.AllAsync(cancellationToken)).Where(row => networks.Find(row.Network) is null))
        {
            Log.NetworkMissing(logger, row.Network.Value, row.Account.Id.Value);
        }
    }

    /// <summary>Keeps a new login, or one renewed, and starts it.</summary>
    /// <exception cref="BridgeException">The account belongs to another Matrix user.</exception>
    public async Task<RunningAccount?> AddAsync(NetworkId network, StoredAccount account, UserId owner, CancellationToken cancellationToken)
    {
        if (await StoredAsync(network, account.Id, cancellationToken) is { } before && before.Owner != owner.Value)
        {
            throw BridgeException.Permanent("Another Matrix user is logged in to this account. They have to log out first.");
        }

        if (_running.TryRemove((network, account.Id), out var old))
        {
            await EndAsync(old);
        }

        checkpoints.Reached(Checkpoint.LoginCompleted);
        // From here on not to be cut off: a login that is kept and that nobody takes would be ended on the network.
        var row = await store.AddAsync(network, account, owner, CancellationToken.None);
        checkpoints.Reached(Checkpoint.LoginKept);
        return await StartAsync(row, CancellationToken.None);
    }

    /// <summary>Ends a login on the network, and forgets it here whether or not the network could be told.</summary>
    /// <returns>Whether the network could be told.</returns>
    public async Task<bool> LogoutAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        try
        {
            await ModuleCalls.RunAsync(() => account.Account.LogoutAsync(cancellationToken), ModulePatience.Starting, time, cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotLoggedOut(logger, exception, account.Network.Value, account.Id.Value);
            return false;
        }
        finally
        {
            _running.TryRemove((account.Network, account.Id), out _);
            await store.DeleteAsync(account.Network, account.Id, CancellationToken.None);
            await EndAsync(account);
        }
    }

    /// <summary>The sender's own account in a portal, for what they want done with it.</summary>
    /// <exception cref="BridgeException">They have none, or it does not run just now.</exception>
    public async ValueTask<RunningAccount> RequireForSenderAsync(PortalRow portal, UserId sender, AccountChats chats, CancellationToken cancellationToken)
    {
        if (await ForSenderAsync(portal, sender, chats, cancellationToken) is { } account)
        {
            return account;
        }

        var resting = (await RestingOfAsync(sender, cancellationToken)).FirstOrDefault(row =>
            row.Network == portal.Network && (portal.Chat.Receiver is null || portal.Chat.Receiver == row.Account.Id));
        throw resting switch
        {
            null => BridgeException.Permanent("You are not logged in to this chat's account."),
            { IsReadable: false } => BridgeException.Permanent($"Your login to {networks.NameOf(portal.Network)} can no longer be used. Please log in again."),
            _ => BridgeException.Transient($"Your account on {networks.NameOf(portal.Network)} is not running just now."),
        };
    }

    /// <summary>The sender's own account in a portal; null where they have none.</summary>
    public async ValueTask<RunningAccount?> ForSenderAsync(PortalRow portal, UserId sender, AccountChats chats, CancellationToken cancellationToken)
    {
        if (portal.Chat.Receiver is { } receiver)
        {
            return Find(portal.Network, receiver) is { } account && account.Owner == sender ? account : null;
        }

        foreach (var account in OwnedBy(sender).Where(account => account.Network == portal.Network))
        {
            if (await chats.ContainsAsync(account, portal.Chat, cancellationToken))
            {
                return account;
            }
        }

        return null;
    }

    /// <summary>
    /// The login that a member of a chat has here, by which they are in its room themselves. A chat that an account has for
    /// itself alone has a room for its owner only: all others in it are remote people, logged in here or not.
    /// </summary>
    public RunningAccount? OfMember(RunningAccount account, ChatKey chat, RemoteUserId user)
    {
        if (user == account.Account.Self)
        {
            return account;
        }

        return chat.Receiver is null ? All.FirstOrDefault(other => other.Network == account.Network && other.Account.Self == user) : null;
    }

    /// <summary>Ends every account's session; its login stays.</summary>
    public async Task StopAsync()
    {
        // The bridge ends accounts when it stops; the container disposes of everything again.
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await Task.WhenAll(_running.Values.Select(EndAsync));
        _running.Clear();
    }

    private async Task<AccountRow?> StoredAsync(NetworkId network, AccountId id, CancellationToken cancellationToken) =>
        (await store.AllAsync(cancellationToken)).FirstOrDefault(row => row.Network == network && row.Account.Id == id);

    private async Task EndAsync(RunningAccount account)
    {
        try
        {
            await ModuleCalls.RunAsync(() => account.DisposeAsync().AsTask(), ModulePatience.Ending, time);
        }
        catch (Exception exception)
        {
            Log.NotStopped(logger, exception, account.Network.Value, account.Id.Value);
        }
    }

    private async Task<RunningAccount?> StartAsync(AccountRow row, CancellationToken cancellationToken)
    {
        var (network, stored) = (row.Network, row.Account);
        if (networks.Find(network) is not { } loaded)
        {
            return null;
        }

        if (!row.IsReadable)
        {
            Log.SecretUnreadable(logger, network.Value, stored.Id.Value);
            _accountServices.Value.StateChanges.CannotBeUsed(loaded.Description, row);
            return null;
        }

        try
        {
            return await ModuleCalls.RunAsync(() => OpenAsync(loaded, row, cancellationToken), ModulePatience.Starting, time, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotStarted(logger, exception, network.Value, stored.Id.Value);
            return null;
        }
    }

    private async Task<RunningAccount> OpenAsync(LoadedNetwork network, AccountRow row, CancellationToken cancellationToken)
    {
        var account = new RunningAccount(
            network, row.Account, new UserId(row.Owner), DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), _accountServices.Value);
        _running[(row.Network, row.Account.Id)] = account;
        await account.Account.StartAsync(cancellationToken);
        return account;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account} rests: the network {Network} is not loaded")]
        public static partial void NetworkMissing(ILogger logger, string network, string account);

        [LoggerMessage(Level = LogLevel.Error, Message = "Account {Account} on {Network} rests until its owner logs in again: its secret was encrypted with another key")]
        public static partial void SecretUnreadable(ILogger logger, string network, string account);

        [LoggerMessage(Level = LogLevel.Error, Message = "Account {Account} on {Network} could not be started")]
        public static partial void NotStarted(ILogger logger, Exception exception, string network, string account);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account} is forgotten here, but {Network} could not be told")]
        public static partial void NotLoggedOut(ILogger logger, Exception exception, string network, string account);

        [LoggerMessage(Level = LogLevel.Error, Message = "Account {Account} on {Network} did not stop cleanly")]
        public static partial void NotStopped(ILogger logger, Exception exception, string network, string account);
    }
}
