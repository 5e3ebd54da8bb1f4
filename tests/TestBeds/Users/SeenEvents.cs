namespace Bridges.TestBeds.Users;

/// <summary>All events a test user has seen, in order, and those who wait for more.</summary>
internal sealed class SeenEvents
{
    private const int EventsToReport = 40;

    private readonly Lock _lock = new();
    private readonly List<MatrixEvent> _events = [];
    private readonly List<(Func<MatrixEvent, bool> Matches, TaskCompletionSource<MatrixEvent> Seen)> _waiting = [];

    public IReadOnlyList<MatrixEvent> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    public void Add(MatrixEvent seen)
    {
        lock (_lock)
        {
            _events.Add(seen);
            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (_waiting[i].Matches(seen))
                {
                    _waiting[i].Seen.TrySetResult(seen);
                    _waiting.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>The first event, old or still to come, for which the condition holds.</summary>
    public async Task<MatrixEvent> WaitForAsync(
        string awaited, Func<MatrixEvent, bool> matches, TimeSpan timeout, CancellationToken cancellation)
    {
        var seen = new TaskCompletionSource<MatrixEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_events.Find(matches.Invoke) is { } known)
            {
                return known;
            }

            _waiting.Add((matches, seen));
        }

        try
        {
            return await seen.Task.WaitAsync(timeout, cancellation);
        }
        catch (TimeoutException late)
        {
            var last = string.Join("\n  ", All.TakeLast(EventsToReport));
            throw new TimeoutException($"{awaited} did not come within {timeout.TotalSeconds:0.#} s. Seen last:\n  {last}", late);
        }
    }
}
