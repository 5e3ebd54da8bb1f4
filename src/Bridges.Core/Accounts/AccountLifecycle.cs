using Bridges.Abstractions;
using Bridges.Core.Caching;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Accounts;

/// <summary>Begins and ends accounts: at the start and the end of the host, by login and by logout. What is done to one account is done one after the other.</summary>
internal sealed partial class AccountLifecycle(
    NetworkCatalog networks, AccountRegistry registry, AccountStore store, IAccountEvents events, ICheckpoints checkpoints, TimeProvider time, ILogger<AccountLifecycle> logger)
    : IDisposable
{
    private readonly KeyedGate<(NetworkId, AccountId)> _turns = new();
    private readonly StartRetries _retries = new(time, logger);

    /// <summary>Accounts that could not be started and are tried again.</summary>
    public IReadOnlyList<AccountRow> NotStarted => _retries.Waiting;

    /// <summary>Starts every stored account of a network. One that fails stops no other.</summary>
    public async Task StartAsync(NetworkId network, CancellationToken cancellationToken)
    {
        var rows = await store.AllAsync(cancellationToken);
        await Task.WhenAll(rows.Where(row => row.Network == network).Select(row => StartIfRestingAsync(row, cancellationToken)));
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
    /// <param name="amount">How much of its past it is to bring along; null: as before, or as usual.</param>
    public async Task<RunningAccount?> AddAsync(NetworkId network, StoredAccount account, UserId owner, CancellationToken cancellationToken, HistoryAmount? amount = null)
    {
        using var turn = await _turns.EnterAsync((network, account.Id), cancellationToken);
        if (await store.FindAsync(network, account.Id, cancellationToken) is { } before && before.Owner != owner.Value)
        {
            throw BridgeException.Permanent("Another Matrix user is logged in to this account. They have to log out first.");
        }

        if (registry.Remove(network, account.Id) is { } old)
        {
            await EndForGoodAsync(old);
        }

        checkpoints.Reached(Checkpoint.LoginCompleted);
        // From here on not to be cut off: a login that is kept and that nobody takes would be ended on the network.
        var row = await store.AddAsync(network, account, owner, amount, CancellationToken.None);
        checkpoints.Reached(Checkpoint.LoginKept);
        return await StartAsync(row, CancellationToken.None);
    }

    /// <summary>Ends a login on the network, and forgets it here whether or not the network could be told.</summary>
    /// <returns>Whether the network could be told.</returns>
    public async Task<bool> LogoutAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync((account.Network, account.Id), cancellationToken);
        // It may have been ended and begun again while this waited for its turn.
        var running = registry.Find(account.Network, account.Id) ?? account;
        try
        {
            await ModuleCalls.RunAsync(() => running.Account.LogoutAsync(cancellationToken), ModulePatience.Starting, time, cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotLoggedOut(logger, exception, account.Network.Value, account.Id.Value);
            return false;
        }
        finally
        {
            registry.Remove(running);
            registry.ClearStalled(account.Network, account.Id);
            await store.DeleteAsync(account.Network, account.Id, CancellationToken.None);
            await EndForGoodAsync(running);
            await events.LoggedOutAsync(running, CancellationToken.None);
        }
    }

    /// <summary>Ends an account's session and begins another. Its login stays.</summary>
    public async Task RestartAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync((account.Network, account.Id), cancellationToken);
        if (registry.Remove(account))
        {
            await EndForGoodAsync(account);
            await StartKeptAsync(account.Network, account.Id, cancellationToken);
        }
    }

    /// <summary>Ends every account's session; its login stays.</summary>
    public async Task StopAsync()
    {
        await _retries.StopAsync();
        await Task.WhenAll(registry.RemoveAll().Select(EndAsync));
    }

    public void Dispose() => _retries.Dispose();

    private async Task TryAgainAsync(NetworkId network, AccountId id, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync((network, id), cancellationToken);
        await StartKeptAsync(network, id, cancellationToken);
    }

    /// <summary>Its owner may have logged in anew meanwhile, or out.</summary>
    private async Task StartKeptAsync(NetworkId network, AccountId id, CancellationToken cancellationToken)
    {
        if (registry.Find(network, id) is null && await store.FindAsync(network, id, cancellationToken) is { } row)
        {
            await StartAsync(row, cancellationToken);
        }
        else
        {
            _retries.Forget((network, id));
        }
    }

    /// <summary>Its owner may have logged in anew since it was listed.</summary>
    private async Task StartIfRestingAsync(AccountRow row, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync((row.Network, row.Account.Id), cancellationToken);
        if (registry.Find(row.Network, row.Account.Id) is null)
        {
            await StartAsync(row, cancellationToken);
        }
    }

    /// <summary>Ends a session that another one may follow: what is late of it touches that one's login no more.</summary>
    private async Task EndForGoodAsync(RunningAccount account)
    {
        await EndAsync(account);
        account.Over();
    }

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
            events.CannotBeUsed(loaded.Description, row);
            return null;
        }

        try
        {
            return await ModuleCalls.RunAsync(() => OpenAsync(loaded, row, cancellationToken), ModulePatience.Starting, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It goes on by itself.
            Log.TakesLong(logger, network.Value, stored.Id.Value);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotStarted(logger, exception, network.Value, stored.Id.Value);
            return null;
        }
    }

    private async Task<RunningAccount> OpenAsync(LoadedNetwork network, AccountRow row, CancellationToken cancellationToken)
    {
        var account = new RunningAccount(network, row);
        try
        {
            var host = new AccountHost(account, store, events, time);
            account.Open(network.Network.CreateAccount(row.Account, host), host);
            registry.Add(account);
            await account.Account.StartAsync(cancellationToken);
            _retries.Forget((account.Network, account.Id));
            return account;
        }
        catch when (!cancellationToken.IsCancellationRequested)
        {
            await NotStartedAsync(account, network, row);
            throw;
        }
    }

    /// <summary>What could not be started counts as an account that rests, until it starts after all.</summary>
    private async Task NotStartedAsync(RunningAccount account, LoadedNetwork network, AccountRow row)
    {
        var wasIn = registry.Remove(account);
        if (account.IsOpen)
        {
            await EndForGoodAsync(account);
        }

        // One that failed late may have been ended, or followed by another, meanwhile.
        if ((wasIn || !account.IsOpen) && _retries.Begin(row, stopping => TryAgainAsync(account.Network, account.Id, stopping)))
        {
            events.CouldNotStart(network.Description, row);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account} rests: the network {Network} is not loaded")]
        public static partial void NetworkMissing(ILogger logger, string network, string account);

        [LoggerMessage(Level = LogLevel.Error, Message = "Account {Account} on {Network} rests until its owner logs in again: its secret was encrypted with another key")]
        public static partial void SecretUnreadable(ILogger logger, string network, string account);

        [LoggerMessage(Level = LogLevel.Error, Message = "Account {Account} on {Network} could not be started; it is tried again")]
        public static partial void NotStarted(ILogger logger, Exception exception, string network, string account);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account} on {Network} takes long to start; nobody waits for it any longer")]
        public static partial void TakesLong(ILogger logger, string network, string account);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account} is forgotten here, but {Network} could not be told")]
        public static partial void NotLoggedOut(ILogger logger, Exception exception, string network, string account);

        [LoggerMessage(Level = LogLevel.Error, Message = "Account {Account} on {Network} did not stop cleanly")]
        public static partial void NotStopped(ILogger logger, Exception exception, string network, string account);
    }
}
