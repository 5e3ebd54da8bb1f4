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
    public async Task Gate_that_is_open_lets_the_last_events_pass()
    {
        var gate = new SessionGate(_ => Task.CompletedTask, TimeProvider.System);
        await gate.OpenAsync(default);

        gate.Dispose();

        await gate.OpenAsync(default);
    }
}
