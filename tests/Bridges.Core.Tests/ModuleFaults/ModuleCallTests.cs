using Bridges.Core.Tests.Bed;

namespace Bridges.Core.Tests.ModuleFaults;

public sealed class ModuleCallTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Patience_counts_from_before_the_call()
    {
        var clock = new TestClock();

        var answer = ModuleCalls.RunAsync(
            () =>
            {
                clock.Advance(_patience);
                return new TaskCompletionSource().Task;
            },
            _patience,
            clock.Time);

        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TestBridge.Patience, TestContext.Current.CancellationToken));
        Assert.True(answer.IsFaulted);
    }

    /// <summary>What begins at the stop would be ended by nobody.</summary>
    [Fact]
    public async Task Call_that_nobody_waits_for_is_not_made()
    {
        var clock = new TestClock();
        var isCalled = false;

        var answer = ModuleCalls.RunAsync(
            () =>
            {
                isCalled = true;
                return Task.CompletedTask;
            },
            _patience,
            clock.Time,
            new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        // What was begun before would have run by now.
        await Task.Run(() => { }, TestContext.Current.CancellationToken);
        Assert.False(isCalled);
    }
}
