using Microsoft.Extensions.Time.Testing;

namespace Bridges.Core.Tests.Bed;

/// <summary>A clock that stands still until the test moves it, so that hours pass in a moment.</summary>
internal sealed class TestClock
{
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(2);

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public void Advance(TimeSpan time) => Time.Advance(time);

    /// <summary>Lets time pass, in steps small enough for what is at work to keep up, until something is done.</summary>
    public Task PassUntilAsync(Task done) => PassUntilAsync(done, atMost: TimeSpan.MaxValue);

    /// <summary>The same, but no more time than that: what takes longer to be done does so while the clock stands.</summary>
    public Task PassUntilAsync(Task done, TimeSpan atMost) => PassUntilAsync(done, atMost, _pace);

    /// <summary>The same, ten times slower: for tests that measure how much time something took, where work that is slow on a busy machine must not count for much.</summary>
    public Task PassSlowlyUntilAsync(Task done) => PassUntilAsync(done, atMost: TimeSpan.MaxValue, _pace * 10);

    public async Task<T> PassUntilAsync<T>(Task<T> done)
    {
        await PassUntilAsync((Task)done);
        return await done;
    }

    private async Task PassUntilAsync(Task done, TimeSpan atMost, TimeSpan pace)
    {
        using var looks = new PeriodicTimer(pace);
        var (began, beganHere) = (TimeProvider.System.GetTimestamp(), Time.GetUtcNow());
        while (!done.IsCompleted && Time.GetUtcNow() - beganHere < atMost && TimeProvider.System.GetElapsedTime(began) < TestBridge.Patience)
        {
            Advance(_step);
            await looks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        await done.WaitAsync(TestBridge.Patience);
    }
}
