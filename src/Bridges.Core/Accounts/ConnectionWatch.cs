using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Metrics;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Accounts;

/// <summary>
/// Finds accounts that say they are connected while nothing arrives: asks their networks for a sign of life, and has those connected
/// anew that give none, or that are silent for far longer than they ever are.
/// </summary>
internal sealed partial class ConnectionWatch(
    AccountRegistry registry, AccountLifecycle lifecycle, IAccountEvents events, BridgeMeter meter, CoreOptions options, TimeProvider time, ILogger<ConnectionWatch> logger)
    : IBackgroundWork
{
    /// <summary>Unanswered probes in a row after which a connection counts as dead.</summary>
    private const int MostMisses = 2;

    /// <summary>Silences beyond this many times the usual are against the habit.</summary>
    private const int BeyondHabit = 2;

    /// <summary>What probes and looks take of the time after which an account is probed.</summary>
    private const int Share = 5;

    private static readonly TimeSpan _longestWait = TimeSpan.FromHours(1);
    private static readonly AccountState _stalled = new(AccountCondition.Disconnected, "It said that it was connected, but its network no longer answers. It is being connected anew.");

    private readonly ConcurrentDictionary<(NetworkId, AccountId), WatchedConnection> _watched = new();

    private TimeSpan Pause => options.ProbeAfter / Share;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            foreach (var account in registry.All)
            {
                var watched = _watched.GetOrAdd((account.Network, account.Id), _ => new WatchedConnection(time.GetUtcNow()));
                if (watched.Look.IsCompleted)
                {
                    // Not awaited: one that hangs keeps no other from being looked at.
                    watched.Look = LookAsync(account, watched, stopping);
                }
            }

            foreach (var (account, _) in _watched.Where(gone => gone.Value.Look.IsCompleted && registry.Find(gone.Key.Item1, gone.Key.Item2) is null))
            {
                _watched.TryRemove(account, out var _);
            }
        }
    }

    private async Task LookAsync(RunningAccount account, WatchedConnection watched, CancellationToken stopping)
    {
        try
        {
            switch (account.State.Condition)
            {
                case AccountCondition.LoggedOut:
                    Forget(account, watched);
                    break;
                case AccountCondition.Connected:
                    await JudgeAsync(account, watched, stopping);
                    break;
                case var _ when registry.IsStalled(account.Network, account.Id):
                    // It was us who called it disconnected, or it hangs while it connects anew.
                    await JudgeAsync(account, watched, stopping);
                    break;
                default:
                    // Its module knows that there is no connection, and works on it.
                    break;
            }
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            Log.NotLooked(logger, exception, account.Network.Value, account.Id.Value);
        }
        catch (OperationCanceledException)
        {
            // The bridge stops.
        }
    }

    private async Task JudgeAsync(RunningAccount account, WatchedConnection watched, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var last = account.Traffic.Last;
        if (last > watched.LastAnswer)
        {
            Lives(account, watched, last.Value);
        }

        if (now - watched.LastAnswer < options.ProbeAfter)
        {
            return;
        }

        if (account.Account is IProbesConnection probed)
        {
            if (await AnswersAsync(probed, stopping))
            {
                Lives(account, watched, time.GetUtcNow());
            }
            else if (++watched.Misses >= MostMisses)
            {
                await MendAsync(account, watched, stopping);
                return;
            }
            else
            {
                Log.Missed(logger, account.Network.Value, account.Id.Value);
                return;
            }
        }

        if (last is { } sign && sign != watched.ReconnectedAfter && account.Traffic.UsualSilence is { } usual
            && now - sign > options.ProbeAfter && now - sign > usual * BeyondHabit)
        {
            watched.ReconnectedAfter = sign;
            Log.BeyondHabit(logger, account.Network.Value, account.Id.Value, now - sign, usual);
            events.Notify(account, "Nothing has come for much longer than usual, so I have connected it anew. What was missed comes now.");
            await ReconnectAsync(account, stopping);
        }
    }

    /// <summary>Its network gave a sign.</summary>
    private void Lives(RunningAccount account, WatchedConnection watched, DateTimeOffset at)
    {
        (watched.LastAnswer, watched.Misses) = (at, 0);
        var wasStalled = registry.IsStalled(account.Network, account.Id);
        if (wasStalled)
        {
            Forget(account, watched);
            Log.LivesAgain(logger, account.Network.Value, account.Id.Value);
            if (account.State == _stalled)
            {
                Set(account, AccountState.Connected);
            }
        }

        if (wasStalled || !watched.IsProven)
        {
            // Also once after a start: what was said of a stall before it may still stand.
            watched.IsProven = true;
            events.WorksAgain(account);
        }
    }

    /// <summary>No sign comes back.</summary>
    private async Task MendAsync(RunningAccount account, WatchedConnection watched, CancellationToken stopping)
    {
        if (registry.SetStalled(account.Network, account.Id))
        {
            Log.Stalled(logger, account.Network.Value, account.Id.Value);
            meter.Stalled(account.Network);
            Set(account, _stalled);
            events.Stalled(account);
        }

        if (time.GetUtcNow() < watched.NextReconnect)
        {
            return;
        }

        watched.Wait = watched.Wait == TimeSpan.Zero ? options.ProbeAfter : watched.Wait * 2 < _longestWait ? watched.Wait * 2 : _longestWait;
        watched.NextReconnect = time.GetUtcNow() + watched.Wait;
        await ReconnectAsync(account, stopping);
    }

    private async Task ReconnectAsync(RunningAccount account, CancellationToken stopping)
    {
        if (account.Account is IProbesConnection probed)
        {
            try
            {
                await ModuleCalls.RunAsync(() => probed.ReconnectAsync(stopping), ModulePatience.Starting, time, stopping);
                return;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                Log.NotReconnected(logger, exception, account.Network.Value, account.Id.Value);
            }
        }

        await lifecycle.RestartAsync(account, stopping);
    }

    private async Task<bool> AnswersAsync(IProbesConnection account, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            await ModuleCalls.RunAsync(() => account.ProbeAsync(patience.Token), Pause, time, stopping);
            return true;
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            await patience.CancelAsync();
            return false;
        }
    }

    private void Set(RunningAccount account, AccountState state)
    {
        var before = account.State;
        account.State = state;
        events.StateChanged(account, before);
    }

    private void Forget(RunningAccount account, WatchedConnection watched)
    {
        registry.ClearStalled(account.Network, account.Id);
        (watched.Wait, watched.NextReconnect) = (TimeSpan.Zero, default);
    }

    /// <summary>What is known of one account's connection. Used by one look at a time.</summary>
    private sealed class WatchedConnection(DateTimeOffset since)
    {
        public Task Look { get; set; } = Task.CompletedTask;

        public DateTimeOffset LastAnswer { get; set; } = since;

        public int Misses { get; set; }

        /// <summary>Its network has given a sign since the host started.</summary>
        public bool IsProven { get; set; }

        public DateTimeOffset NextReconnect { get; set; }

        public TimeSpan Wait { get; set; }

        /// <summary>The sign after which a silence against the habit was answered already.</summary>
        public DateTimeOffset? ReconnectedAfter { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Network} account {Account} did not answer a probe; it gets another")]
        public static partial void Missed(ILogger logger, string network, string account);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Network} account {Account} says that it is connected, but its network does not answer; it is connected anew")]
        public static partial void Stalled(ILogger logger, string network, string account);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Network} account {Account} has been silent for {Silence}, its longest in days was {Usual}; it is connected anew")]
        public static partial void BeyondHabit(ILogger logger, string network, string account, TimeSpan silence, TimeSpan usual);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Network} account {Account} answers again")]
        public static partial void LivesAgain(ILogger logger, string network, string account);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Network} account {Account} could not connect anew by itself; it is ended and started")]
        public static partial void NotReconnected(ILogger logger, Exception exception, string network, string account);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Network} account {Account} could not be looked after")]
        public static partial void NotLooked(ILogger logger, Exception exception, string network, string account);
    }
}
