using Bridges.Core.Caching;

namespace Bridges.Core.Tests.Caching;

public sealed class KeyedGateTests
{
    private readonly KeyedGate<string> _gate = new();

    [Fact]
    public async Task One_at_a_time_passes_and_other_keys_do_not_wait()
    {
        var first = await _gate.EnterAsync("a", default);
        var second = _gate.EnterAsync("a", default);
        using var other = await _gate.EnterAsync("b", default);
        Assert.False(second.IsCompleted);

        first.Dispose();
        var third = _gate.EnterAsync("a", default);
        var entered = await second;
        Assert.False(third.IsCompleted);

        entered.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_lets_nobody_pass_who_stands_behind()
    {
        var first = await _gate.EnterAsync("a", default);
        using var patience = new CancellationTokenSource();
        var second = _gate.EnterAsync("a", patience.Token);
        var third = _gate.EnterAsync("a", default);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);

        first.Dispose();
        (await third).Dispose();
    }
}
