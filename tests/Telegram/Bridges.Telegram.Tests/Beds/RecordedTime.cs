using Microsoft.Extensions.Time.Testing;

namespace Bridges.Telegram.Tests.Beds;

/// <summary>A time that passes only when told to, and that knows what waits for it.</summary>
internal sealed class RecordedTime : FakeTimeProvider
{
    public Recorder<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Waits.Add(dueTime);
        return timer;
    }

    /// <summary>Passes as soon as somebody waits for just so long.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await Waits.FirstAsync(wait => wait == time);
        Advance(time);
    }
}
