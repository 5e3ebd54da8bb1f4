using System.Text.Json.Nodes;
using Bridges.Core.Intake;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.CatchUp;

/// <summary>
/// Looks for events that the homeserver should have told of and did not. Synapse holds what is to be pushed in memory while a
/// transaction is under way, and forgets it when it ends in that moment. So the bot's own rooms are asked what happened in
/// them: now and then, and whenever something speaks for such an end, before the next transaction is taken.
/// </summary>
internal sealed partial class MissedEvents(
    HomeserverClients clients, Journal journal, EventRows rows, EventFilter filter, Database database, SettingTable settings,
    TimeProvider time, ILogger<MissedEvents> logger) : IDisposable
{
    private const string Key = "matrix/seen-up-to";
    private const int PageSize = 100;
    private const int MaxPages = 10;

    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(5);

    /// <summary>How long a transaction waits for the look; then it is taken, and what was missed comes late.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly SemaphoreSlim _doubts = new(0, 1);
    private volatile bool _isSuspected = true;
    private volatile bool _isImpossible;
    private DateTimeOffset _notBefore;

    /// <summary>The homeserver may have ended while it had something to tell.</summary>
    public void Suspect()
    {
        _isSuspected = true;
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
        while (!_isImpossible)
        {
            await TryAsync(stopping);
            await _doubts.WaitAsync(_interval, stopping);
            // Not more often than every few seconds: a homeserver that comes and goes is asked once it stays.
            await Task.Delay(TimeSpan.FromSeconds(2), time, stopping);
        }
    }

    /// <summary>Called before a transaction is taken: what was missed comes before what is new.</summary>
    public async ValueTask LookIfSuspectedAsync(CancellationToken cancellationToken)
    {
        if (!_isSuspected || _isImpossible || time.GetUtcNow() < _notBefore
            || await settings.GetAsync(Key, cancellationToken) is null)
        {
            return;
        }

        try
        {
            await TryAsync(cancellationToken).WaitAsync(_patience, time, cancellationToken);
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

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            _isSuspected = false;
            await LookAsync(cancellationToken);
        }
        catch (MatrixException exception) when (exception is { IsTransient: false, HasErrorCode: true })
        {
            _isImpossible = true;
            Log.Impossible(logger, exception.ErrorCode);
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or StorageException)
        {
            _isSuspected = true;
            Log.Postponed(logger, exception);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var since = await settings.GetAsync(Key, cancellationToken);
        var page = await clients.Main.SyncAsync(since, Filter(since is null ? 1 : PageSize), cancellationToken);
        if (since is not null)
        {
            foreach (var room in page.Rooms)
            {
                await JournalAsync(await AllOfAsync(room, cancellationToken), cancellationToken);
            }
        }

        await database.WriteAsync([SettingTable.Set(Key, page.NextBatch)], cancellationToken: cancellationToken);
    }

    private async Task<IReadOnlyList<MatrixEvent>> AllOfAsync(SyncedRoom room, CancellationToken cancellationToken)
    {
        var events = room.Events.ToList();
        var (isMore, from) = (room.IsLimited, room.Before);
        for (var page = 0; isMore && from is not null && page < MaxPages; page++)
        {
            var older = await clients.Main.GetMessagesAsync(actingAs: null, room.Room, from, backwards: true, PageSize, cancellationToken);
            events.InsertRange(0, older.Events.Reverse());
            // Up to what was told before.
            isMore = older.Events.Count > 0 && !await IsKnownAsync(older.Events, cancellationToken);
            from = older.End;
        }

        return events;
    }

    private async Task<bool> IsKnownAsync(IReadOnlyList<MatrixEvent> events, CancellationToken cancellationToken)
    {
        foreach (var roomEvent in events.Where(filter.Concerns))
        {
            if (await journal.FindByEventAsync(roomEvent.EventId.Value, cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private async Task JournalAsync(IReadOnlyList<MatrixEvent> events, CancellationToken cancellationToken)
    {
        var missed = new List<NewJournalRow>();
        foreach (var roomEvent in events.Where(filter.Concerns))
        {
            missed.Add(await rows.OfAsync(roomEvent, cancellationToken));
        }

        var added = await journal.AppendAsync(missed, transactionId: null, cancellationToken);
        if (added.Count > 0)
        {
            Log.Found(logger, added.Count);
        }
    }

    private static JsonObject Filter(int limit) => new()
    {
        ["presence"] = Nothing(),
        ["account_data"] = Nothing(),
        ["room"] = new JsonObject
        {
            ["state"] = Nothing(),
            ["ephemeral"] = Nothing(),
            ["account_data"] = Nothing(),
            ["timeline"] = new JsonObject
            {
                ["limit"] = limit,
                ["types"] = new JsonArray(EventTypes.Message, EventTypes.Sticker, EventTypes.Encrypted, EventTypes.Redaction, EventTypes.Member),
            },
        },
    };

    private static JsonObject Nothing() => new() { ["types"] = new JsonArray() };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Found {Events} events that the homeserver had not told of")]
        public static partial void Found(ILogger logger, int events);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The look for events that the homeserver did not tell of is put off")]
        public static partial void Postponed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The homeserver does not let the bot ask what happened in its rooms ({ErrorCode}): what it forgets to tell is not found")]
        public static partial void Impossible(ILogger logger, string errorCode);
    }
}
