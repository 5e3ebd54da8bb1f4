using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>Tells those who wait for a row of another lane that it has ended. From any thread.</summary>
internal sealed class RowEnds
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, List<AwaitedEnd>> _awaited = [];

    /// <summary>Told of each row that has ended, before those who wait for it.</summary>
    public Action<long>? Told { get; set; }

    /// <summary>Told of what rows left behind, once it is on disk. Called from the lanes, so only to take note.</summary>
    public Action<IReadOnlyList<Statement>>? Written { get; set; }

    /// <summary>How many rows are waited for.</summary>
    public int Awaited
    {
        get
        {
            lock (_lock)
            {
                return _awaited.Count;
            }
        }
    }

    /// <summary>Waits for the end of a row from now on: look afterwards whether it had ended before.</summary>
    public AwaitedEnd Await(long row)
    {
        var end = new AwaitedEnd(row, GiveUp);
        lock (_lock)
        {
            (_awaited.TryGetValue(row, out var others) ? others : _awaited[row] = []).Add(end);
        }

        return end;
    }

    /// <summary>What became of it is on disk.</summary>
    public void Ended(long row, IReadOnlyList<Statement> writes)
    {
        Written?.Invoke(writes);
        Told?.Invoke(row);
        List<AwaitedEnd>? waiting;
        lock (_lock)
        {
            _awaited.Remove(row, out waiting);
        }

        foreach (var end in waiting ?? [])
        {
            end.Set();
        }
    }

    private void GiveUp(AwaitedEnd end)
    {
        lock (_lock)
        {
            if (_awaited.TryGetValue(end.Row, out var waiting) && waiting.Remove(end) && waiting.Count == 0)
            {
                _awaited.Remove(end.Row);
            }
        }
    }
}
