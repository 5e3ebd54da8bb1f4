using Bridges.Core.Tests.Bed;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Core.Tests.ModuleFaults;

public sealed class BackgroundWorksTests
{
    [Fact]
    public async Task What_fails_in_the_background_begins_again_and_does_not_spoil_the_stop()
    {
        var clock = new TestClock();
        var work = new FailingWork();
        using var works = new BackgroundWorks([work], clock.Time, NullLogger<BackgroundWorks>.Instance);
        await works.StartAsync(TestContext.Current.CancellationToken);

        await clock.PassUntilAsync(work.BeganAgain.Task);

        await works.StopAsync();
    }

    private sealed class FailingWork : IBackgroundWork
    {
        private int _times;

        public TaskCompletionSource BeganAgain { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task RunAsync(CancellationToken stopping)
        {
            if (++_times == 1)
            {
                throw new InvalidOperationException("a fault");
            }

            BeganAgain.SetResult();
            await Task.Delay(Timeout.Infinite, stopping);
        }
    }
}
