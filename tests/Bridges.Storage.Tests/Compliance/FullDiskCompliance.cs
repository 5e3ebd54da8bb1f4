using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

public abstract class FullDiskCompliance(ITestEngine engine) : FaultCompliance(engine)
{
    private static readonly string Large = new('x', 200_000);

    [Fact]
    public async Task A_full_disk_is_a_passing_failure_and_nothing_of_it_stays()
    {
        await AppendAsync("lane", text: "before");
        await Engine.FillDiskAsync(Database);

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var failure = await Assert.ThrowsAsync<StorageException>(AppendLargeAsync);
            Assert.True(failure.IsTransient, failure.Message);
        }

        Assert.Equal(["before"], await PendingAsync("lane"));
        await Engine.FreeDiskAsync(Database);
        Assert.Equal(2, (await AppendLargeAsync()).Count);
        Assert.Equal(["before", Large, Large], await PendingAsync("lane"));
    }

    [Fact]
    public async Task Afterwards_the_lane_is_read_again_before_anything_newer_is_told()
    {
        var told = new List<string>();
        Journal.Missed = lane => told.Add($"missed {lane}");
        Journal.Appended = row => told.Add($"appended to {row.Lane}");
        await Engine.FillDiskAsync(Database);
        await Assert.ThrowsAsync<StorageException>(AppendLargeAsync);
        await Engine.FreeDiskAsync(Database);

        await AppendAsync("lane");

        Assert.Equal(["missed lane", "appended to lane"], told);
    }

    private Task<IReadOnlyList<JournalRow>> AppendLargeAsync() => AppendAllAsync("txn", NewRow("a", "lane", Large), NewRow("b", "lane", Large));
}
