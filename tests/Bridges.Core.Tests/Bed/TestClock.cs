using Microsoft.Extensions.Time.Testing;

namespace Bridges.Core.Tests.Bed;

/// <summary>A clock that stands still until the test moves it, so that hours pass in a moment.</summary>
internal sealed class TestClock
{
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(1);

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public void Advance(TimeSpan time) => Time.Advance(time);

    /// <summary>Lets time pass, in steps small enough for what is at work to keep up, until something is done.</summary>
    public Task PassUntilAsync(Task done) => PassUntilAsync(done, atMost: TimeSpan.MaxValue);

    /// <summary>The same, but no more time than that: what takes longer to be done does so while the clock stands.</summary>
    public async Task PassUntilAsync(Task done, TimeSpan atMost)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        var (began, beganHere) = (TimeProvider.System.GetTimestamp(), Time.GetUtcNow());
        while (!done.IsCompleted && Time.GetUtcNow() - beganHere < atMost && TimeProvider.System.GetElapsedTime(began) < TestBridge.Patience)
        {
            Advance(_step);
            await looks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        await done.WaitAsync(TestBridge.Patience);
    }

    public async Task<T> PassUntilAsync<T>(Task<T> done)
    {
        await PassUntilAsync((Task)done);
        return await done;
    }
}
