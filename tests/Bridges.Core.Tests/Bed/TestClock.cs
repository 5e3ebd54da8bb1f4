using Microsoft.Extensions.Time.Testing;

namespace Bridges.Core.Tests.Bed;

/// <summary>A clock that stands still until the test moves it, so that hours pass in a moment.</summary>
internal sealed class TestClock
{
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(1);

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public void Advance(TimeSpan time) => Time.Advance(time);

    /// <summary>Lets time pass, in steps small enough for what is at work to keep up, until something is done.</summary>
    public async Task PassUntilAsync(Task done)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        var began = TimeProvider.System.GetTimestamp();
        while (!done.IsCompleted && TimeProvider.System.GetElapsedTime(began) < TestBridge.Patience)
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
