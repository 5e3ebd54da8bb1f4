using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Lanes;

/// <summary>
/// Keeps a <see cref="Lane"/> for each that has pending rows (see <see cref="LaneKey"/>), and none for the others. The journal wakes
/// lanes as rows are committed; at start, those with rows left over are woken first.
/// </summary>
internal sealed partial class LaneScheduler(
    Journal journal, PortalTable portals, SendsInHand sends, LaneFactory factory, TimeProvider time, ILogger<LaneScheduler> logger) : IDisposable
{
    private const int Slice = 1000;

    private readonly ConcurrentDictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly Lock _gate = new();

    public int ActiveLanes => _lanes.Count;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var fromMatrix = await PendingFromMatrixAsync(cancellationToken);
        await journal.MoveAsync(FormerLanes.Moves(fromMatrix, await ChatsOfAsync(fromMatrix, cancellationToken)), cancellationToken);
        sends.Recover(await PendingFromMatrixAsync(cancellationToken));
        // Subscribed before the look for left-over rows, so that none is missed that comes in between. Until the look is over
        // all are taken from disk: what was left over in a lane comes before what is new.
        journal.Appended = row => Wake(row.Lane, row: null);
        journal.Missed = key => Wake(key, row: null);
        foreach (var key in await journal.PendingLanesAsync(cancellationToken))
        {
            Wake(key, row: null);
        }

        journal.Appended = row => Wake(row.Lane, row);
    }

    /// <summary>Lets every lane finish the row in hand, and waits for them.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        journal.Appended = null;
        journal.Missed = null;
        await _stopping.CancelAsync();
        var running = _lanes.Values.Select(lane => lane.Completion).ToArray();
        try
        {
            await Task.WhenAll(running).WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            Log.StoppedEarly(logger, _lanes.Count);
            await _aborting.CancelAsync();
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _aborting.Dispose();
    }

    private async Task<IReadOnlyList<JournalRow>> PendingFromMatrixAsync(CancellationToken cancellationToken)
    {
        var pending = new List<JournalRow>();
        while (await journal.PendingAsync(JournalDirection.FromMatrix, pending.Count > 0 ? pending[^1].Id : 0, Slice, cancellationToken) is { Count: > 0 } slice)
        {
            pending.AddRange(slice);
        }

        return pending;
    }

    /// <summary>The chats that the rooms of rows are now.</summary>
    private async Task<IReadOnlyDictionary<string, ChatKey>> ChatsOfAsync(IEnumerable<JournalRow> rows, CancellationToken cancellationToken)
    {
        var chats = new Dictionary<string, ChatKey>(StringComparer.Ordinal);
        foreach (var room in rows.Select(row => row.RoomId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await portals.ByRoomAsync(room, cancellationToken) is { } portal)
            {
                chats[room] = portal.Chat;
            }
        }

        return chats;
    }

    private void Wake(string key, JournalRow? row)
    {
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            if (_lanes.TryGetValue(key, out var lane))
            {
                lane.Offer(row);
                return;
            }

            lane = factory.Create(key);
            lane.Offer(row);
            _lanes[key] = lane;
            lane.Start(Retire, _stopping.Token, _aborting.Token);
        }
    }

    /// <summary>Forgets an idle lane, unless a row came in at the last moment.</summary>
    private bool Retire(Lane lane)
    {
        lock (_gate)
        {
            return lane.IsEmpty && _lanes.TryRemove(lane.Key, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping with {Lanes} lanes still at work; their rows stay in the journal")]
        public static partial void StoppedEarly(ILogger logger, int lanes);
    }
}
