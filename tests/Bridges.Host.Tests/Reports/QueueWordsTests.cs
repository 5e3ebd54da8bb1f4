using Bridges.Abstractions;
using Bridges.Host.Reports;
using Bridges.Storage;

namespace Bridges.Host.Tests.Reports;

public sealed class QueueWordsTests
{
    [Fact]
    public void What_waits_longest_is_told_with_how_many_wait()
    {
        var depth = new JournalDepth([PartWith(pending: 2, oldest: 1_760_000_060_000), PartWith(pending: 0, oldest: null), PartWith(pending: 1, oldest: 1_760_000_000_000)]);

        Assert.Equal("3 waiting (the longest since 2025-10-09 08:53:20 UTC)", QueueWords.Of(depth.Pending, depth.WaitingSince));
    }

    [Fact]
    public void Where_nothing_waits_no_time_is_told() =>
        Assert.Equal("0 waiting", QueueWords.Of(waiting: 0, new JournalDepth([PartWith(pending: 0, oldest: null)]).WaitingSince));

    private static JournalDepth.Part PartWith(long pending, long? oldest) => new(new NetworkId("sample"), JournalDirection.FromMatrix, pending, Dead: 0, oldest);
}
