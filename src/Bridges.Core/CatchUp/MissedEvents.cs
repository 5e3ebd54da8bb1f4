using System.Globalization;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.CatchUp;

/// <summary>
/// Looks for events that the homeserver should have told of and did not. Synapse holds what is to be pushed in memory while a
/// transaction is under way, and forgets it when it ends in that moment; and what comes just while it ends a recovery from a
/// failed push lies with it until the next one. So the rooms in which something happened lately are asked what was said in
/// them: now and then, and whenever something speaks for a loss, before the next transaction is taken. (Application services
/// may not <c>/sync</c>.)
/// </summary>
internal sealed partial class MissedEvents(
    RoomLook look, Journal journal, PortalRegistry portals, Database database, SettingTable settings, TimeProvider time, ILogger<MissedEvents> logger) : IDisposable
{
    private const string Key = "matrix/seen-up-to";
    private const int MaxRooms = 50;
    private const int AtOnce = 4;

    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(5);

    /// <summary>When the rooms are asked once more after a suspicion: by then the homeserver's recovery is over.</summary>
    private static readonly TimeSpan _afterwards = TimeSpan.FromSeconds(10);

    /// <summary>For so long after a suspicion a gap in the count of transactions means something; else it is other bridges'.</summary>
    private static readonly TimeSpan _doubtful = TimeSpan.FromMinutes(1);

    /// <summary>How long a transaction waits for the look; then it is taken, and what was missed comes late.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>By how much the homeserver's clock may be behind ours.</summary>
    private static readonly TimeSpan _slack = TimeSpan.FromMinutes(2);

    /// <summary>A room in which nothing happened for so long before the last look is not asked.</summary>
    private static readonly TimeSpan _lately = TimeSpan.FromHours(1);

    /// <summary>At the start of the bridge: nobody knows how long it was away.</summary>
    private static readonly TimeSpan _latelyAtStart = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly SemaphoreSlim _doubts = new(0, 1);
    private bool _isStarted;
    private long _suspicions = 1;
    private long _cleared;
    private long _lastTransaction = long.MaxValue;
    private long _suspectedAt = time.GetTimestamp();
    private DateTimeOffset _notBefore;

    /// <summary>Until a look that began after the last suspicion is done.</summary>
    private bool IsSuspected => Interlocked.Read(ref _cleared) != Interlocked.Read(ref _suspicions);

    /// <summary>The homeserver may have ended while it had something to tell.</summary>
    public void Suspect()
    {
        Interlocked.Exchange(ref _suspectedAt, time.GetTimestamp());
        Interlocked.Increment(ref _suspicions);
        try
        {
            _doubts.Release();
        }
        catch (SemaphoreFullException)
        {
            // The next look is coming already.
        }
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        var isSuspected = true;
        Task? doubt = null;
        while (true)
        {
            await AskAllAsync(stopping);
            doubt ??= _doubts.WaitAsync(stopping);
            try
            {
                await doubt.WaitAsync(isSuspected ? _afterwards : _interval, time, stopping);
                (doubt, isSuspected) = (null, true);
            }
            catch (TimeoutException)
            {
                isSuspected = false;
            }

            // Not more often than every few seconds: a homeserver that comes and goes is asked once it stays.
            await Task.Delay(TimeSpan.FromSeconds(2), time, stopping);
        }
    }

    /// <summary>Called before a transaction is taken: what was missed comes before what is new.</summary>
    public async ValueTask LookIfSuspectedAsync(string transactionId, AppServiceTransaction transaction, CancellationToken cancellationToken)
    {
        var leavesOneOut = LeavesOneOut(transactionId) && time.GetElapsedTime(Interlocked.Read(ref _suspectedAt)) < _doubtful;
        if (!(IsSuspected || leavesOneOut) || time.GetUtcNow() < _notBefore || await settings.GetAsync(Key, cancellationToken) is null)
        {
            return;
        }

        try
        {
            await (IsSuspected ? AskAllAsync(cancellationToken) : AskRoomsOfAsync(transaction, cancellationToken)).WaitAsync(_patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            _notBefore = time.GetUtcNow() + _interval;
        }
    }

    public void Dispose()
    {
        _oneAtATime.Dispose();
        _doubts.Dispose();
    }

    /// <summary>Synapse counts the transactions, those to other bridges among them: one that it keeps back leaves a gap.</summary>
    private bool LeavesOneOut(string transactionId) =>
        long.TryParse(transactionId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number - Interlocked.Exchange(ref _lastTransaction, number) > 1;

    private Task AskAllAsync(CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            var suspicions = Interlocked.Read(ref _suspicions);
            await LookAsync(cancellationToken);
            Interlocked.Exchange(ref _cleared, suspicions);
        },
        cancellationToken);

    private Task AskRoomsOfAsync(AppServiceTransaction transaction, CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            if (await SinceAsync(cancellationToken) is { } since)
            {
                foreach (var room in transaction.Events.Select(entry => entry.Event).OfType<MatrixEvent>().Select(roomEvent => roomEvent.RoomId).Distinct())
                {
                    await look.RunAsync(room, since, cancellationToken);
                }
            }
        },
        cancellationToken);

    private async Task TryAsync(Func<Task> ask, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await ask();
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

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        if (await SinceAsync(cancellationToken) is { } since)
        {
            var active = since - (_isStarted ? _lately : _latelyAtStart);
            var lanes = await journal.ActiveLanesAsync(active.ToUnixTimeMilliseconds(), MaxRooms, cancellationToken);
            await Parallel.ForEachAsync(
                lanes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (lane, token) => await LookAsync(lane, since, token));
        }

        _isStarted = true;
        await database.WriteAsync([SettingTable.Set(Key, $"{began.ToUnixTimeMilliseconds()}")], cancellationToken: cancellationToken);
    }

    /// <summary>Up to when all is known; null: from now on. Never longer ago than the journal surely remembers.</summary>
    private async Task<DateTimeOffset?> SinceAsync(CancellationToken cancellationToken)
    {
        if (!long.TryParse(await settings.GetAsync(Key, cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            return null;
        }

        var (since, remembered) = (DateTimeOffset.FromUnixTimeMilliseconds(last) - _slack, time.GetUtcNow() - CoreOptions.JournalRemembers);
        return since > remembered ? since : remembered;
    }

    private async Task LookAsync(string lane, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var room = LaneKey.RoomOf(lane);
        if (LaneKey.ChatOf(lane) is { } chat && await portals.FindAsync(chat.Network, chat.Chat, cancellationToken) is { RoomId: { } portal })
        {
            room = new RoomId(portal);
        }

        if (room is { } known)
        {
            await look.RunAsync(known, since, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The look for events that the homeserver did not tell of is put off")]
        public static partial void Postponed(ILogger logger, Exception exception);
    }
}
