using Bridges.Core.IncomingEvents;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.MissedEvents;

/// <summary>Asks the homeserver what was said in a room, and journals what it has not told of.</summary>
internal sealed partial class RoomSearch(HomeserverClients clients, Journal journal, EventRows rows, EventFilter filter, ILogger<RoomSearch> logger)
{
    private const int PageSize = 50;
    private const int MaxPages = 10;

    public async Task RunAsync(RoomId room, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            await JournalAsync(await SaidSinceAsync(room, since, cancellationToken), cancellationToken);
        }
        catch (MatrixException exception) when (exception is { IsTransient: false, HasErrorCode: true })
        {
            // The bot is not in it any more.
        }
    }

    /// <summary>Oldest first.</summary>
    private async Task<IReadOnlyList<MatrixEvent>> SaidSinceAsync(RoomId room, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var said = new List<MatrixEvent>();
        await foreach (var page in clients.Main.ReadBackAsync(actingAs: null, room, PageSize, cancellationToken).Take(MaxPages))
        {
            // What the bridge sends carries the time of its network, which may be long ago: one such event says nothing, a page of them does.
            said.AddRange(page.Where(roomEvent => filter.Concerns(roomEvent) && roomEvent.OriginServerTs >= since));
            if (page.All(roomEvent => roomEvent.OriginServerTs < since)
                || page.Any(roomEvent => filter.Concerns(roomEvent) && roomEvent.OriginServerTs < since))
            {
                break;
            }
        }

        said.Reverse();
        return said;
    }

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
