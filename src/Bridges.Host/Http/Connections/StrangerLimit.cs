using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Bridges.Host.Http;

/// <summary>
/// Keeps room for those who have shown that they may come in. Of connections on which nothing was shown yet only so many are
/// kept; one more puts the oldest of them out. So whoever opens hundreds and says nothing keeps nobody out.
/// </summary>
internal sealed partial class StrangerLimit(int places, TimeProvider timeProvider, ILogger<StrangerLimit> logger)
{
    /// <summary>How many connections may wait at once before anything was shown on them.</summary>
    public const int DefaultPlaces = 128;

    private static readonly object Key = new();
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<ConnectionContext> _strangers = [];
    private long? _told;
    private int _putOut;

    /// <summary>Whoever is behind this request has shown a token or a session: the connection is no stranger's any more.</summary>
    public void Known(HttpContext context)
    {
        if (context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Key, out var place) == true)
        {
            Leave((LinkedListNode<ConnectionContext>)place!);
        }
    }

    /// <summary>Stands before the HTTP server, for each connection.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var place = Enter(connection);
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(place);
        }
    }

    private LinkedListNode<ConnectionContext> Enter(ConnectionContext connection)
    {
        ConnectionContext? oldest = null;
        LinkedListNode<ConnectionContext> place;
        lock (_lock)
        {
            if (_strangers.Count >= places)
            {
                oldest = _strangers.First!.Value;
                _strangers.RemoveFirst();
            }

            place = _strangers.AddLast(connection);
        }

        connection.Items[Key] = place;
        if (oldest is not null)
        {
            oldest.Abort(new ConnectionAbortedException("Others wait, and nothing was shown on this connection."));
            Tell();
        }

        return place;
    }

    private void Leave(LinkedListNode<ConnectionContext> place)
    {
        lock (_lock)
        {
            if (place.List is not null)
            {
                _strangers.Remove(place);
            }
        }
    }

    private void Tell()
    {
        int number;
        lock (_lock)
        {
            _putOut++;
            if (_told is { } last && timeProvider.GetElapsedTime(last) < Quiet)
            {
                return;
            }

            (_told, number, _putOut) = (timeProvider.GetTimestamp(), _putOut, 0);
        }

        Log.PutOut(logger, number);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Number} connections on which no token was shown were closed to make room for others. See who opens them; the address is for the homeserver, and for a reverse proxy")]
        public static partial void PutOut(ILogger logger, int number);
    }
}
