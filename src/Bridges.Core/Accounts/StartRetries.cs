using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Accounts;

/// <summary>Has accounts that could not be started tried again: after ten seconds, then ever later, each ten minutes at last.</summary>
internal sealed partial class StartRetries(TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(NetworkId, AccountId), Retry> _retries = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The accounts that wait to be tried again.</summary>
    public IReadOnlyList<AccountRow> Waiting => [.. _retries.Values.Select(retry => retry.Account)];

    /// <param name="start">Tries once. Calls this again where that fails, else <see cref="Forget"/>.</param>
    /// <returns>False where the bridge stops.</returns>
    public bool Begin(AccountRow account, Func<CancellationToken, Task> start)
    {
        var key = (account.Network, account.Account.Id);
        if (_stopping.IsCancellationRequested)
        {
            return false;
        }

        var wait = _retries.TryGetValue(key, out var last) ? last.Wait * 2 : _first;
        wait = wait < _longest ? wait : _longest;
        _retries[key] = new Retry(account, wait, RunAsync(account, wait, start, _stopping.Token));
        return true;
    }

    /// <summary>The account started, or is to be started no more.</summary>
    public void Forget((NetworkId Network, AccountId Id) account) => _retries.TryRemove(account, out _);

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_retries.Values.Select(retry => retry.Done));
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(AccountRow account, TimeSpan wait, Func<CancellationToken, Task> start, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(wait, time, stopping);
            await start(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The bridge stops.
        }
        catch (Exception exception)
        {
            Log.NotTried(logger, exception, account.Network.Value, account.Account.Id.Value);
            Begin(account, start);
        }
    }

    private sealed record Retry(AccountRow Account, TimeSpan Wait, Task Done);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Account {Account} on {Network} could not even be tried again; that is done later")]
        public static partial void NotTried(ILogger logger, Exception exception, string network, string account);
    }
}
