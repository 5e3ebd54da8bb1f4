using Bridges.Matrix;

namespace Bridges.Core.Status;

/// <summary>
/// Read receipts that wait to be shown: of each room the newest only, since it says all that the others would. They wait a moment for
/// more, so that a burst costs one.
/// </summary>
internal sealed class NewestReceipts(TimeProvider time) : IDisposable
{
    /// <summary>How long the first of a burst waits.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(300);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _some = new(0, 1);
    private Dictionary<RoomId, EventId> _newest = [];

    public void Set(RoomId room, EventId eventId)
    {
        lock (_gate)
        {
            _newest[room] = eventId;
            if (_newest.Count == 1 && _some.CurrentCount == 0)
            {
                _some.Release();
            }
        }
    }

    /// <summary>The receipts, each given out once, as they come.</summary>
    public async IAsyncEnumerable<(RoomId Room, EventId Event)> TakeAllAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await _some.WaitAsync(cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
            Dictionary<RoomId, EventId> newest;
            lock (_gate)
            {
                (newest, _newest) = (_newest, []);
            }

            foreach (var (room, eventId) in newest)
            {
                yield return (room, eventId);
            }
        }
    }

    public void Dispose() => _some.Dispose();
}
