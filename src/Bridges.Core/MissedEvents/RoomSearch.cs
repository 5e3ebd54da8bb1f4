using Bridges.Core.Caching;
using Bridges.Core.Identity;
using Bridges.Core.IncomingEvents;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;
using EventId = Bridges.Matrix.EventId;

namespace Bridges.Core.MissedEvents;

/// <summary>Asks the homeserver what was said in a room, and journals what it has not told of.</summary>
internal sealed partial class RoomSearch(
    HomeserverClients clients, Journal journal, EventRows rows, EventFilter filter, CoreOptions options, ILogger<RoomSearch> logger) : IDisposable
{
    private const int PageSize = 50;
    private const int MaxPages = 10;
    private const int MaxRooms = 4096;

    /// <summary>By so much another homeserver's clock may be behind: what is taken for newer than it is, is known again by the journal.</summary>
    private static readonly TimeSpan _othersClocks = TimeSpan.FromHours(1);

    /// <summary>The event that stood last in a room when it was asked.</summary>
    private readonly BoundedCache<RoomId, EventId> _lastSeen = new(MaxRooms);

    public async Task RunAsync(RoomId room, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            var (said, last) = await SaidSinceAsync(room, since, cancellationToken);
            await JournalAsync(said, cancellationToken);
            if (last is { } seen)
            {
                _lastSeen.Set(room, seen);
            }
        }
        catch (MatrixException exception) when (exception is { IsTransient: false, HasErrorCode: true })
        {
            // The bot is not in it any more.
        }
    }

    public void Dispose() => _lastSeen.Dispose();

    /// <returns>What was said, oldest first, and the room's last event.</returns>
    private async Task<(IReadOnlyList<MatrixEvent> Said, EventId? Last)> SaidSinceAsync(RoomId room, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var said = new List<MatrixEvent>();
        EventId? last = null;
        await foreach (var page in clients.Main.ReadBackAsync(actingAs: null, room, PageSize, cancellationToken).Take(MaxPages))
        {
            last ??= page.Count > 0 ? page[0].EventId : (EventId?)null;
            said.AddRange(page.Where(roomEvent => filter.Concerns(roomEvent) && roomEvent.OriginServerTs >= since - (IsOfThisServer(roomEvent) ? TimeSpan.Zero : _othersClocks)));
            if (IsSeen(page, room, since))
            {
                break;
            }
        }

        said.Reverse();
        return (said, last);
    }

    /// <summary>Whether a page reaches down to what was there before.</summary>
    private bool IsSeen(IReadOnlyList<MatrixEvent> page, RoomId room, DateTimeOffset since) =>
        page.Any(roomEvent => ShowsWhen(roomEvent) && roomEvent.OriginServerTs < since)
        // Of a room that was not asked since the start, a page of what is old tells it.
        || (_lastSeen.TryGet(room, out var seen) ? page.Any(roomEvent => roomEvent.EventId == seen) : page.All(roomEvent => roomEvent.OriginServerTs < since));

    /// <summary>
    /// Whether an event's time is that at which the homeserver took it. Another's clock may be wrong, and what the bridge sends, as its ghosts
    /// and its users, carries the time of its network, which may be long ago.
    /// </summary>
    private bool ShowsWhen(MatrixEvent roomEvent) =>
        IsOfThisServer(roomEvent) && filter.Concerns(roomEvent) && !roomEvent.IsRedacted && BridgeMark.Read(roomEvent.Content) is null;

    private bool IsOfThisServer(MatrixEvent roomEvent) => roomEvent.Sender.ServerName == options.ServerName;

    private async Task JournalAsync(IReadOnlyList<MatrixEvent> events, CancellationToken cancellationToken)
    {
        var missed = new List<NewJournalRow>();
        foreach (var roomEvent in events)
        {
            missed.Add(await rows.OfAsync(roomEvent, cancellationToken));
        }

        var added = await journal.AppendAsync(missed, transactionId: null, cancellationToken);
        if (added.Count > 0)
        {
            Log.Found(logger, added.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Took {Events} events from their room before the homeserver told of them")]
        public static partial void Found(ILogger logger, int events);
    }
}
