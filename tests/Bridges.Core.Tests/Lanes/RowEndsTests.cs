using Bridges.Core.Lanes;
using Bridges.Core.Tests.Bed;

namespace Bridges.Core.Tests.Lanes;

public sealed class RowEndsTests
{
    private readonly RowEnds _ends = new();

    [Fact]
    public async Task All_who_wait_for_a_row_are_told_and_nothing_stays()
    {
        using var one = _ends.Await(7);
        using var other = _ends.Await(7);

        _ends.Ended(7, []);

        await Task.WhenAll(one.Told, other.Told).WaitAsync(TestBridge.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, _ends.Awaited);
    }

    [Fact]
    public void Who_waits_no_longer_leaves_nothing_and_takes_nothing_from_others()
    {
        using var stays = _ends.Await(7);
        _ends.Await(7).Dispose();
        _ends.Await(8).Dispose();

        Assert.Equal(1, _ends.Awaited);
        _ends.Ended(7, []);
        Assert.True(stays.Told.IsCompleted);
    }
}
