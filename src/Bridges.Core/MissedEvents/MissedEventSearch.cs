using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.MissedEvents;

/// <summary>
/// Searches for events that the homeserver should have told of and did not. Synapse holds what is to be pushed in memory while a
/// transaction is under way, and forgets it when it ends in that moment; and what comes just while it ends a recovery from a
/// failed push lies with it until the next one. So the rooms in which something happened lately are asked what was said in
/// them: now and then, and whenever something speaks for a loss, before the next transaction is taken. (Application services
/// may not <c>/sync</c>.)
/// </summary>
internal sealed partial class MissedEventSearch(
    RoomSearch search, ActiveRooms rooms, SearchedUpTo searchedUpTo, TimeProvider time, ILogger<MissedEventSearch> logger) : IBackgroundWork, IDisposable
{
    private const int AtOnce = 4;

    /// <summary>How long a transaction waits for a search; then it is taken, and what was missed comes late.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    /// <summary>For so long after a transaction waited in vain none waits again.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(1);

    /// <summary>A room in which nothing happened for so long before the last search is not asked.</summary>
    private static readonly TimeSpan _lately = TimeSpan.FromHours(1);

    /// <summary>At the start of the bridge: nobody knows how long it was away.</summary>
    private static readonly TimeSpan _latelyAtStart = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly LossSuspicion _suspicion = new(time);
    private readonly TransactionCount _transactions = new();
    private readonly RoomsInDoubt _doubts = new();
    private bool _isFirst = true;
    private DateTimeOffset _notBefore;

    /// <summary>The homeserver may have ended while it had something to tell.</summary>
    public void Suspect() => _suspicion.Raise();

    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            await SearchAllAsync(stopping);
            await _suspicion.WaitUntilDueAsync(stopping);
        }
    }

    /// <summary>Called before a transaction is taken: what was missed comes before what is new.</summary>
    public async ValueTask BeforeTransactionAsync(string transactionId, AppServiceTransaction transaction, CancellationToken cancellationToken)
    {
        if (_transactions.LeavesGap(transactionId))
        {
            _doubts.GapFound();
        }

        var isSuspected = _suspicion.State == SearchState.Suspected;
        IReadOnlyList<RoomId> doubtful = _suspicion.IsRecent ? _doubts.RoomsOf(transaction) : [];
        if (!(isSuspected || doubtful.Count > 0) || time.GetUtcNow() < _notBefore || await searchedUpTo.ReadAsync(cancellationToken) is null)
        {
            return;
        }

        try
        {
            await (isSuspected ? SearchAllAsync(cancellationToken) : SearchAsync(doubtful, cancellationToken)).WaitAsync(_patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            _notBefore = time.GetUtcNow() + _pause;
        }
    }

    public void Dispose()
    {
        _oneAtATime.Dispose();
        _suspicion.Dispose();
    }

    private Task SearchAllAsync(CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            var (begun, began, gap) = (_suspicion.Begin(), time.GetUtcNow(), _doubts.Gap);
            if (await searchedUpTo.ReadAsync(cancellationToken) is { } since)
            {
                var active = await rooms.SinceAsync(since - (_isFirst ? _latelyAtStart : _lately), cancellationToken);
                await Parallel.ForEachAsync(
                    active, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                    async (room, token) => await search.RunAsync(room, since, token));
            }

            _isFirst = false;
            await searchedUpTo.WriteAsync(began, cancellationToken);
            _suspicion.Searched(begun);
            _doubts.SearchedAll(gap);
        },
        cancellationToken);

    private Task SearchAsync(IReadOnlyList<RoomId> doubtful, CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            if (await searchedUpTo.ReadAsync(cancellationToken) is { } since)
            {
                foreach (var room in doubtful)
                {
                    var gap = _doubts.Gap;
                    await search.RunAsync(room, since, cancellationToken);
                    _doubts.Searched(room, gap);
                }
            }
        },
        cancellationToken);

    private async Task TryAsync(Func<Task> search, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await search();
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or StorageException)
        {
            Log.Postponed(logger, exception);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The search for events that the homeserver did not tell of is put off")]
        public static partial void Postponed(ILogger logger, Exception exception);
    }
}
