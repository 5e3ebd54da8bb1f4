using Bridges.Core.Accounts;
using Bridges.Core.DoublePuppets;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Marks;

/// <summary>
/// Asks the homeserver, as its users, how they keep rooms: one question at a time for each user who has an account, which waits until there is something
/// to tell. Where they are many, nothing waits: then each is asked now and then.
/// </summary>
internal sealed partial class ClientMarkRounds(
    AccountRegistry accounts, DoublePuppetRegistry doublePuppets, ClientMarks marks, CoreOptions options, TimeProvider time, ILogger<ClientMarkRounds> logger)
    : IBackgroundWork
{
    /// <summary>Each that waits keeps a connection to the homeserver.</summary>
    private const int MostWaiting = 32;

    private static readonly TimeSpan _wait = TimeSpan.FromSeconds(30);

    /// <summary>Homeservers that do not wait, or have other things to tell, are asked no more often.</summary>
    private static readonly TimeSpan _leastPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(10);

    private volatile bool _areMany;

    public async Task RunAsync(CancellationToken stopping)
    {
        if (!options.FollowChatSettings || !options.FollowClients)
        {
            return;
        }

        var followed = new Dictionary<UserId, Task>();
        while (!stopping.IsCancellationRequested)
        {
            foreach (var (user, _) in followed.Where(static one => one.Value.IsCompleted).ToArray())
            {
                followed.Remove(user);
            }

            var users = accounts.All.Select(static account => account.Owner).Distinct().ToArray();
            _areMany = users.Length > MostWaiting;
            foreach (var user in users.Where(user => !followed.ContainsKey(user)))
            {
                followed[user] = FollowAsync(user, stopping);
                // They may have logged in anew in the moment in which nobody followed them any more.
                _ = followed[user].ContinueWith(_ => accounts.Added.Ring(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }

            await accounts.Added.WaitAsync(Timeout.InfiniteTimeSpan, stopping);
        }

        await Task.WhenAll(followed.Values);
    }

    private async Task FollowAsync(UserId user, CancellationToken stopping)
    {
        string? since = null;
        var pause = _leastPause;
        // Not all at once.
        await PauseAsync(_areMany ? _wait * Random.Shared.NextDouble() : TimeSpan.Zero, stopping);
        while (!stopping.IsCancellationRequested && accounts.OwnedBy(user).Any())
        {
            var next = await AskAsync(user, since, stopping);
            (since, pause) = next is null ? (since, pause * 2 < _longestPause ? pause * 2 : _longestPause) : (next, _leastPause);
            await PauseAsync(_areMany && pause < _wait ? _wait : pause, stopping);
        }
    }

    /// <returns>What the next question begins with; null where this one is to be asked again.</returns>
    private async Task<string?> AskAsync(UserId user, string? since, CancellationToken stopping)
    {
        try
        {
            if (await doublePuppets.FindAsync(user, stopping) is not { } puppet)
            {
                return null;
            }

            // What an account's user had set before it came is told by all their marks only, never by what changes.
            since = since is null || await marks.AreOwedAsync(user, stopping) ? null : since;
            try
            {
                var changes = await puppet.Client.ReadRoomMarksAsync(user, since, since is null || _areMany ? TimeSpan.Zero : _wait, stopping);
                return await marks.TakeAsync(user, changes, isWhole: since is null, stopping) ? changes.Next : null;
            }
            catch (MatrixException refusal) when (doublePuppets.Refused(puppet, refusal))
            {
                return null;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or StorageException)
        {
            Log.NotTold(logger, exception.Message);
            return null;
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception);
            return null;
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping) =>
        await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The homeserver does not say how a user keeps rooms: {Reason}")]
        public static partial void NotTold(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "How a user keeps rooms could not be looked at; that is tried again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
