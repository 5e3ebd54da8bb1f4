namespace Bridges.Telegram.Td;

/// <summary>A value that can be waited on. All members may be called from any thread.</summary>
internal sealed class Observed<T>(T first)
{
    private readonly Lock _gate = new();
    private T _value = first;
    private TaskCompletionSource _changed = New();

    public T Value
    {
        get
        {
            lock (_gate)
            {
                return _value;
            }
        }
    }

    public void Set(T value)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _value = value;
            changed = _changed;
            _changed = New();
        }

        changed.TrySetResult();
    }

    /// <summary>Completes with the first value, the present one included, that fits.</summary>
    public async Task<T> WaitAsync(Func<T, bool> fits, CancellationToken cancellationToken)
    {
        while (true)
        {
            T value;
            Task changed;
            lock (_gate)
            {
                value = _value;
                changed = _changed.Task;
            }

            if (fits(value))
            {
                return value;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
