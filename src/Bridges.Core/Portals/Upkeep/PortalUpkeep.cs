using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals.Members;
using Bridges.Core.Portals.Spaces;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Upkeep;

/// <summary>
/// Keeps rooms as their chats are (<see cref="PortalComparison"/>). It works beside the lanes, so that no message waits for five
/// hundred members, and after a start it goes through all rooms, as nobody tells what changed meanwhile.
/// </summary>
internal sealed partial class PortalUpkeep(
    PortalRegistry portals, AccountChats chats, PortalComparison comparison, PortalSpaces spaces, PortalGhosts ghosts, TimeProvider time, ILogger<PortalUpkeep> logger) : IBackgroundWork
{
    private const int AtOnce = 4;
    private const int MaxFailures = 8;

    /// <summary>Changes that follow closely are answered by one question.</summary>
    private static readonly TimeSpan _gather = TimeSpan.FromMilliseconds(250);

    /// <summary>Networks ask for hours; whatever one asks for, it is tried again after a day.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromDays(1);

    private readonly UpkeepQueue _queue = new();
    private readonly ConcurrentDictionary<(NetworkId, ChatKey), bool> _due = new();

    /// <summary>All rooms are as they are to be, as far as is known.</summary>
    public bool IsIdle => _queue.IsEmpty;

    /// <summary>Compares a chat's room with the chat.</summary>
    /// <param name="soon">Something happened in it, or somebody asked.</param>
    /// <param name="refreshNames">The names and pictures of all its members, too.</param>
    public void Compare(RunningAccount account, ChatKey chat, bool soon, bool refreshNames = false) => _queue.Add(
        account, chat, task => task with { Account = account, Compares = true, RefreshesNames = task.RefreshesNames || refreshNames }, soon);

    /// <summary>Somebody changed a chat, its look perhaps.</summary>
    public void Changed(RunningAccount account, ChatKey chat, RemoteChatChange change)
    {
        comparison.Told(account.Network, chat, change);
        Compare(account, chat, soon: true);
    }

    /// <summary>Something is said in a chat: where it was not compared since the account's session began, or that was given up, it is its turn.</summary>
    public void Spoken(RunningAccount account, ChatKey chat)
    {
        if (_due.TryRemove((account.Network, chat), out _))
        {
            Compare(account, chat, soon: true, refreshNames: true);
        }
    }

    public void Joined(RunningAccount account, ChatKey chat, RemoteUserId user) => _queue.Add(
        account, chat,
        task =>
        {
            task.Joined.Add(user);
            return task;
        },
        soon: true);

    /// <summary>No comparison of a chat begins until the answer is disposed of, and one that is under way begins again then: something is being changed of it.</summary>
    public IDisposable Hold(NetworkId network, ChatKey chat) => _queue.Hold(network, chat);

    public void Left(RunningAccount account, ChatKey chat, RemoteUserId user) => _queue.Left(account.Network, chat, user);

    /// <summary>Goes through all rooms of an account.</summary>
    public async Task CompareAllAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        foreach (var (chat, _) in (await chats.OfAsync(account, cancellationToken)).Where(chat => chat.State.BelongsIn()))
        {
            _due[(account.Network, chat)] = true;
            Compare(account, chat, soon: false, refreshNames: true);
        }
    }

    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stopping)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var task = await _queue.TakeAsync(stopping);
            try
            {
                await MendAsync(task, stopping);
            }
            catch (OperationCanceledException) when (task.Overtaken.IsCancellationRequested && !stopping.IsCancellationRequested)
            {
                _queue.Add(task.Account, task.Chat, waiting => Merge(waiting, task, task.Failures), task.IsSoon);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                Again(task, exception, stopping);
            }
            finally
            {
                _queue.Done(task);
            }
        }
    }

    private async Task MendAsync(UpkeepTask task, CancellationToken stopping)
    {
        if (task.Compares && task.IsSoon)
        {
            await Task.Delay(_gather, time, stopping);
        }

        _due.TryRemove((task.Account.Network, task.Chat), out _);
        if (await portals.FindAsync(task.Account.Network, task.Chat, stopping) is not { RoomId: { } room } portal)
        {
            return;
        }

        using var patience = new CancellationTokenSource(ModulePatience.Upkeep, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, task.Overtaken, stopping);
        if (task.Compares && await comparison.MendAsync(task, portal, either.Token))
        {
            foreach (var (whose, chat) in spaces.WaitingFor(portal.Network, portal.Chat))
            {
                Compare(whose, chat, soon: true);
            }
        }

        foreach (var user in task.Joined)
        {
            await ghosts.BringInAsync(task.Account, new RoomId(room), user, task.Left.Contains, either.Token);
        }
    }

    private void Again(UpkeepTask task, Exception exception, CancellationToken stopping)
    {
        if (task.Failures >= MaxFailures)
        {
            Log.GivenUp(logger, exception, task.Account.Network.Value);
            _due[(task.Account.Network, task.Chat)] = true;
            return;
        }

        var wait = WaitAfter(task.Failures, exception);
        Log.PutOff(logger, exception, task.Account.Network.Value, wait);
        _queue.PutOff(task);
        _ = AgainAsync(task, wait, stopping);
    }

    private static TimeSpan WaitAfter(int failures, Exception exception)
    {
        var atLeast = exception switch
        {
            BridgeException refused => refused.RetryAfter,
            MatrixException busy => busy.RetryAfter,
            _ => null,
        } ?? TimeSpan.Zero;
        var seconds = Math.Max(Math.Pow(2, failures), atLeast.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Min(seconds, _longestWait.TotalSeconds));
    }

    private async Task AgainAsync(UpkeepTask task, TimeSpan wait, CancellationToken stopping)
    {
        await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested)
        {
            _queue.Resume(task, waiting => Merge(waiting, task, task.Failures + 1));
        }
    }

    private static UpkeepTask Merge(UpkeepTask waiting, UpkeepTask unfinished, int failures)
    {
        waiting.Joined.UnionWith(unfinished.Joined.Where(user => !unfinished.Left.Contains(user)));
        return waiting with
        {
            Compares = waiting.Compares || unfinished.Compares,
            RefreshesNames = waiting.RefreshesNames || unfinished.RefreshesNames,
            Failures = Math.Max(waiting.Failures, failures),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A room of {Network} could not be brought in line; it is tried again in {Wait}")]
        public static partial void PutOff(ILogger logger, Exception exception, string network, TimeSpan wait);

        [LoggerMessage(Level = LogLevel.Error, Message = "A room of {Network} could not be brought in line and stays as it is until something happens in its chat")]
        public static partial void GivenUp(ILogger logger, Exception exception, string network);
    }
}
