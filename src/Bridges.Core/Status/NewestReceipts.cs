using System.Threading.Channels;
using Bridges.Matrix;

namespace Bridges.Core.Status;

/// <summary>Read receipts that wait to be shown: of each room the newest only, since it says all that the others would.</summary>
internal sealed class NewestReceipts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RoomId, EventId> _newest = [];

    // Holds each room once at most.
    private readonly Channel<RoomId> _rooms = Channel.CreateUnbounded<RoomId>(new UnboundedChannelOptions { SingleReader = true });

    public void Set(RoomId room, EventId eventId)
    {
        lock (_gate)
        {
            if (_newest.TryAdd(room, eventId))
            {
                _rooms.Writer.TryWrite(room);
            }
            else
            {
                _newest[room] = eventId;
            }
        }
    }

    /// <summary>The receipts, each given out once, as they come.</summary>
    public async IAsyncEnumerable<(RoomId Room, EventId Event)> TakeAllAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var room in _rooms.Reader.ReadAllAsync(cancellationToken))
        {
            EventId newest;
            lock (_gate)
            {
                _newest.Remove(room, out newest);
            }

            yield return (room, newest);
        }
    }
}
