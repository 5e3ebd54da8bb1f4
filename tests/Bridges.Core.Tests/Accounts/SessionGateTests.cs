using Bridges.Core.Accounts;

namespace Bridges.Core.Tests.Accounts;

public sealed class SessionGateTests
{
    [Fact]
    public async Task Gate_that_is_disposed_of_before_the_look_is_done_never_opens()
    {
        var gate = new SessionGate(session => Task.Delay(Timeout.Infinite, session), TimeProvider.System);
        var waiting = gate.OpenAsync(default);

        gate.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.OpenAsync(default));
    }

    [Fact]
    public async Task Who_waits_for_a_look_that_is_cut_off_waits_for_the_next()
    {
        var looks = 0;
        var done = new TaskCompletionSource();
        using var gate = new SessionGate(session => Interlocked.Increment(ref looks) == 1 ? Task.Delay(Timeout.Infinite, session) : done.Task, TimeProvider.System);
        // Without a test's own context, so that whoever waits goes on within the call that cuts the look off.
        var waiting = await Task.Run(() => Task.FromResult(gate.OpenAsync(default)));

        gate.Close();

        Assert.False(waiting.IsCompleted);
        done.SetResult();
        await waiting;
        Assert.Equal(2, looks);
    }

    [Fact]
    public async Task Gate_that_is_open_lets_the_last_events_pass()
    {
        var gate = new SessionGate(_ => Task.CompletedTask, TimeProvider.System);
        await gate.OpenAsync(default);

        gate.Dispose();

        await gate.OpenAsync(default);
    }
}
