using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>What becomes of rows, and how it is looked up.</summary>
public abstract class JournalFateCompliance(ITestEngine engine) : JournalCompliance(engine)
{
    [Fact]
    public async Task Done_row_leaves_its_lane_and_loses_its_payload()
    {
        var row = await AppendOneAsync("1");

        await WriteAsync(Journal.Done(row.Id, Now + 5));

        Assert.Empty(await LaneAsync());
        var done = await FindAsync(row.Id);
        Assert.Equal((JournalState.Done, Now + 5), (done.State, done.FinishedAt));
        Assert.True(done.Payload.IsEmpty);
    }

    [Fact]
    public async Task Row_being_handed_over_stays_in_its_lane_and_says_since_when()
    {
        var row = await AppendOneAsync();

        await WriteAsync(Journal.HandingOver(row.Id, Now + 5));

        var handed = Assert.Single(await LaneAsync());
        Assert.Equal((JournalState.HandingOver, Now + 5), (handed.State, handed.HandedOverAt));
    }

    [Fact]
    public async Task Row_to_be_retried_keeps_its_place_and_says_when_and_why()
    {
        var first = await AppendOneAsync();
        var second = await AppendOneAsync();
        await WriteAsync(Journal.HandingOver(first.Id, Now));

        await WriteAsync(Journal.Retry(first.Id, attempts: 3, nextAttemptAt: Now + 60, "Telegram does not answer."));

        var lane = await LaneAsync();
        Assert.Equal([first.Id, second.Id], lane.Select(row => row.Id));
        Assert.Equal((JournalState.Queued, 3, Now + 60, "Telegram does not answer."), (lane[0].State, lane[0].Attempts, lane[0].NextAttemptAt, lane[0].Reason));
    }

    [Fact]
    public async Task Lanes_with_pending_rows_are_listed_those_with_the_oldest_first()
    {
        await AppendOneAsync(lane: "b");
        var done = await AppendOneAsync(lane: "c");
        await AppendOneAsync(lane: "a");
        await AppendOneAsync(lane: "b");
        await WriteAsync(Journal.Done(done.Id, Now));

        Assert.Equal(["b", "a"], await Journal.PendingLanesAsync(Cancellation));
    }

    [Fact]
    public async Task Lane_is_read_in_slices()
    {
        var rows = await AppendAsync(NewRow(), NewRow(), NewRow(), NewRow(lane: "other"));

        Assert.Equal([rows[1].Id], (await Journal.ReadLaneAsync(Lane, rows[0].Id, limit: 1, Cancellation)).Select(row => row.Id));
        Assert.Equal([rows[1].Id, rows[2].Id], (await Journal.ReadLaneAsync(Lane, rows[0].Id, limit: 9, Cancellation)).Select(row => row.Id));
    }

    [Fact]
    public async Task Fate_of_an_event_is_that_of_its_newest_row()
    {
        var key = Journal.KeyOfEvent("$event");
        await AppendAsync(NewRow(key) with { EventId = "$event", Network = Signal });
        var newest = Assert.Single(await AppendAsync(NewRow(key) with { EventId = "$event" }));

        Assert.Equal("$event", newest.EventId);
        Assert.Equal(newest.Id, (await Journal.FindByEventAsync("$event", Cancellation))?.Id);
        Assert.Null(await Journal.FindByEventAsync("$unknown", Cancellation));
        Assert.Null(await Journal.FindAsync(newest.Id + 1, Cancellation));
    }

    [Fact]
    public async Task Depth_counts_what_waits_and_what_is_dead_by_network_and_direction()
    {
        var oldest = Now;
        var dead = await AppendOneAsync();
        var done = await AppendOneAsync();
        await AppendOneAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        await AppendAsync(NewRow(), NewRow() with { Direction = JournalDirection.FromMatrix }, NewRow() with { Network = Signal });
        await WriteAsync(Journal.Dead(dead.Id, "No.", Now), Journal.Done(done.Id, Now));

        var depth = await Journal.DepthAsync(Cancellation);

        Assert.Equal((4, 1), (depth.Pending, depth.Dead));
        Assert.Equal(3, depth.Parts.Count);
        Assert.Contains(new JournalDepth.Part(Telegram, JournalDirection.FromNetwork, Pending: 2, Dead: 1, oldest), depth.Parts);
        Assert.Contains(new JournalDepth.Part(Signal, JournalDirection.FromNetwork, Pending: 1, Dead: 0, Now), depth.Parts);
    }

    [Fact]
    public async Task Old_rows_are_forgotten_in_slices_and_nothing_that_is_not_done()
    {
        var rows = await AppendAsync(NewRow(), NewRow(), NewRow(), NewRow(), NewRow());
        await WriteAsync([.. rows.Take(3).Select(row => Journal.Done(row.Id, Now)), Journal.Dead(rows[3].Id, "No.", Now)]);

        Assert.False(await Journal.PruneAsync(Now, limit: 2, Cancellation));
        Assert.NotNull(await Journal.FindAsync(rows[0].Id, Cancellation));
        Assert.True(await Journal.PruneAsync(Now + 1, limit: 2, Cancellation));
        Assert.NotNull(await Journal.FindAsync(rows[2].Id, Cancellation));
        Assert.True(await Journal.PruneAsync(Now + 1, limit: 2, Cancellation));
        Assert.False(await Journal.PruneAsync(Now + 1, limit: 2, Cancellation));
        Assert.Null(await Journal.FindAsync(rows[2].Id, Cancellation));
        Assert.Equal(JournalState.Dead, (await FindAsync(rows[3].Id)).State);
        Assert.Single(await LaneAsync());
    }

    [Fact]
    public async Task Old_transactions_are_forgotten_in_slices()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            await Journal.AppendAsync([], id, Cancellation);
        }

        Assert.True(await Journal.PruneAsync(Now + 1, limit: 2, Cancellation));
        Assert.False(await Journal.PruneAsync(Now + 1, limit: 2, Cancellation));
        Assert.Single(await Journal.AppendAsync([NewRow()], "a", Cancellation));
    }
}
