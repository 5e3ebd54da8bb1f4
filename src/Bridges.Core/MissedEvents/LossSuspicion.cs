namespace Bridges.Core.MissedEvents;

/// <summary>Holds the state of the search, and what it began from; from any thread.</summary>
internal sealed class LossSuspicion(TimeProvider time) : IDisposable
{
    /// <summary>For so long after a suspicion a gap in the count of transactions means something; else it is other bridges'.</summary>
    private static readonly TimeSpan _memory = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _raised = new(0, 1);

    // Nobody knows what the homeserver did while the bridge was away.
    private SearchState _state = SearchState.Suspected;
    private long _count = 1;
    private long _lastAt = time.GetTimestamp();
    private long _recheckingSince;

    public SearchState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    public bool IsRecent
    {
        get
        {
            lock (_gate)
            {
                return time.GetElapsedTime(_lastAt) < _memory;
            }
        }
    }

    /// <summary>The homeserver may have ended while it had something to tell.</summary>
    public void Raise()
    {
        lock (_gate)
        {
            _state = SearchState.Suspected;
            _count++;
            _lastAt = time.GetTimestamp();
            if (_raised.CurrentCount == 0)
            {
                _raised.Release();
            }
        }
    }

    /// <summary>How often a loss was suspected so far, and when: to be noted before a search.</summary>
    public (long Count, long At) Begin()
    {
        lock (_gate)
        {
            return (_count, time.GetTimestamp());
        }
    }

    /// <param name="begun">As it was noted: a suspicion that came up during the search stays.</param>
    public void Searched((long Count, long At) begun)
    {
        lock (_gate)
        {
            // Two searches may follow at once, one of them for a transaction. Neither saw what is kept back until the recovery is over.
            if (_count == begun.Count && (_state != SearchState.Rechecking || time.GetElapsedTime(_recheckingSince, begun.At) >= SearchSchedule.Wait(_state)))
            {
                (_recheckingSince, _state) = (time.GetTimestamp(), SearchSchedule.AfterSearch(_state));
            }
        }
    }

    /// <summary>Completes when the next search is due: after the state's time, or soon after a new suspicion.</summary>
    public async Task WaitUntilDueAsync(CancellationToken cancellationToken)
    {
        var state = State;
        if (state != SearchState.Suspected)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var raised = _raised.WaitAsync(waiting.Token);
            var isRaised = await Task.WhenAny(raised, Task.Delay(SearchSchedule.Wait(state), time, waiting.Token)) == raised;
            await waiting.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (!isRaised)
            {
                return;
            }
        }

        await Task.Delay(SearchSchedule.Wait(SearchState.Suspected), time, cancellationToken);
    }

    public void Dispose() => _raised.Dispose();
}
