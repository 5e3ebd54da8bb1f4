using Bridges.Matrix;

namespace Bridges.Core.MissedEvents;

/// <summary>
/// After a gap in the count of transactions something may lie at the homeserver in any room, and would come late: in each that has not been
/// searched since. From any thread.
/// </summary>
internal sealed class RoomsInDoubt
{
    private readonly Lock _gate = new();
    private readonly HashSet<RoomId> _searched = [];
    private bool _isOver = true;

    /// <summary>The last gap: to be noted before a search.</summary>
    public long Gap { get; private set; }

    public void GapFound()
    {
        lock (_gate)
        {
            (_isOver, Gap) = (false, Gap + 1);
            _searched.Clear();
        }
    }

    /// <summary>The rooms of a transaction that are in doubt.</summary>
    public IReadOnlyList<RoomId> RoomsOf(AppServiceTransaction transaction)
    {
        lock (_gate)
        {
            return _isOver
                ? []
                : [.. transaction.Events.Select(entry => entry.Event).OfType<MatrixEvent>().Select(roomEvent => roomEvent.RoomId).Distinct().Where(room => !_searched.Contains(room))];
        }
    }

    /// <param name="gap">As it was noted: a gap that was found during the search leaves the room in doubt.</param>
    public void Searched(RoomId room, long gap)
    {
        lock (_gate)
        {
            if (gap == Gap)
            {
                _searched.Add(room);
            }
        }
    }

    /// <inheritdoc cref="Searched"/>
    public void SearchedAll(long gap)
    {
        lock (_gate)
        {
            _isOver |= gap == Gap;
        }
    }
}
