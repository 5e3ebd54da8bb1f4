namespace Bridges.Telegram.Tests.Beds;

/// <summary>The real time, ahead by as much as the test says.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ticksAhead;

    public void Jump(TimeSpan time) => Interlocked.Add(ref _ticksAhead, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Ahead.TotalSeconds * TimestampFrequency);

    private TimeSpan Ahead => new(Interlocked.Read(ref _ticksAhead));
}
