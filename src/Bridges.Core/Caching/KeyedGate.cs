namespace Bridges.Core.Caching;

/// <summary>Lets one caller a key through at a time. A key that nobody holds or waits for costs nothing.</summary>
internal sealed class KeyedGate<TKey>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Task> _last = [];

    /// <summary>Completes when every earlier caller of the key has left.</summary>
    /// <returns>Dispose of it to leave.</returns>
    public async Task<IDisposable> EnterAsync(TKey key, CancellationToken cancellationToken)
    {
        var visit = new Visit(this, key);
        Task? before;
        lock (_lock)
        {
            before = _last.GetValueOrDefault(key);
            _last[key] = visit.Left;
        }

        if (before is null)
        {
            return visit;
        }

        try
        {
            await before.WaitAsync(cancellationToken);
            return visit;
        }
        catch (OperationCanceledException)
        {
            // Those behind still wait for those in front.
            _ = before.ContinueWith(_ => visit.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    private sealed class Visit(KeyedGate<TKey> gate, TKey key) : IDisposable
    {
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Left => _left.Task;

        public void Dispose()
        {
            lock (gate._lock)
            {
                if (gate._last.GetValueOrDefault(key) == Left)
                {
                    gate._last.Remove(key);
                }
            }

            _left.TrySetResult();
        }
    }
}
