namespace Bridges.Matrix.Tests;

/// <summary>Time that jumps over every wait at once, and notes how long it would have been.</summary>
internal sealed class HastyTimeProvider : TimeProvider
{
    /// <summary>Waits from this length on are time limits, which nobody wants to run out.</summary>
    public static readonly TimeSpan NeverFires = TimeSpan.FromHours(1);

    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(HastyTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.Zero || dueTime >= NeverFires)
            {
                return true;
            }

            lock (time.Waits)
            {
                time.Waits.Add(dueTime);
                time._now += dueTime;
            }

            ThreadPool.QueueUserWorkItem(_ => callback(state));
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
