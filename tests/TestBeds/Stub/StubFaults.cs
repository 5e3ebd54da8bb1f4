namespace Bridges.TestBeds.Stub;

/// <summary>The faults in force.</summary>
public sealed class StubFaults
{
    private readonly Lock _lock = new();
    private volatile List<ActiveFault> _active = [];

    /// <summary>Puts a fault in force until the returned object is disposed of, or as often as the fault says.</summary>
    public IDisposable Inject(StubFault fault)
    {
        var active = new ActiveFault(this, fault);
        lock (_lock)
        {
            _active = [.. _active, active];
        }

        return active;
    }

    internal StubFault? For(StubRequest request)
    {
        foreach (var active in _active)
        {
            if (active.Fault.Strikes(request) && active.TakeTurn())
            {
                return active.Fault;
            }
        }

        return null;
    }

    private void Remove(ActiveFault fault)
    {
        lock (_lock)
        {
            _active = [.. _active.Where(other => other != fault)];
        }
    }

    private sealed class ActiveFault(StubFaults faults, StubFault fault) : IDisposable
    {
        private int _turns = fault.Times;

        public StubFault Fault => fault;

        public bool TakeTurn() => fault.Times == int.MaxValue || Interlocked.Decrement(ref _turns) >= 0;

        public void Dispose() => faults.Remove(this);
    }
}
