namespace Bridges.TestBeds;

/// <summary>Things a test bed has seen so far, in order, and those who wait for more.</summary>
/// <param name="limit">Of more than this many the first are forgotten.</param>
public sealed class Observed<T>(int limit = int.MaxValue)
    where T : class
{
    private const int ThingsToReport = 40;

    private readonly Lock _lock = new();
    private readonly Queue<T> _things = new();
    private readonly List<(Func<T, bool> Matches, TaskCompletionSource<T> Seen)> _waiting = [];

    /// <summary>A copy of what has been seen.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _things];
            }
        }
    }

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _things.Count;
            }
        }
    }

    /// <summary>
    /// The first thing, old or still to come, for which the condition holds.
    /// The message of a <see cref="TimeoutException"/> lists what was seen instead.
    /// </summary>
    public async Task<T> WaitForAsync(string awaited, Func<T, bool> matches, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var seen = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_things.FirstOrDefault(matches) is { } known)
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
            var last = string.Join("\n  ", All.TakeLast(ThingsToReport));
            throw new TimeoutException($"{awaited} did not come within {timeout.TotalSeconds:0.#} s. Seen last:\n  {last}", late);
        }
        finally
        {
            lock (_lock)
            {
                _waiting.RemoveAll(waiting => waiting.Seen == seen);
            }
        }
    }

    /// <summary>Remembers a thing and tells those who wait for it.</summary>
    public void Add(T thing)
    {
        lock (_lock)
        {
            _things.Enqueue(thing);
            if (_things.Count > limit)
            {
                _things.Dequeue();
            }

            foreach (var (matches, seen) in _waiting)
            {
                Offer(thing, matches, seen);
            }
        }
    }

    private static void Offer(T thing, Func<T, bool> matches, TaskCompletionSource<T> seen)
    {
        try
        {
            if (matches(thing))
            {
                seen.TrySetResult(thing);
            }
        }
        catch (Exception fault)
        {
            // The condition is the waiter's own: so is its failure, and whoever reports things must go on.
            seen.TrySetException(fault);
        }
    }
}
