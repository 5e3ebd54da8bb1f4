using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>What becomes of rows, and how it is looked up.</summary>
public abstract class JournalFateCompliance(ITestEngine engine) : JournalCompliance(engine)
{
    [Fact]
    public async Task Done_row_leaves_its_lane_and_loses_its_payload()
    {
        var row = await AppendOneAsync("1");

        await WriteAsync(JournalSteps.Done(row.Id, Now + 5));

        Assert.Empty(await LaneAsync());
        var done = await FindAsync(row.Id);
        Assert.Equal((JournalState.Done, Now + 5), (done.State, done.FinishedAt));
        Assert.True(done.Payload.IsEmpty);
    }

    [Fact]
    public async Task Row_being_handed_over_stays_in_its_lane_and_says_since_when()
    {
        var row = await AppendOneAsync();

        await WriteAsync(JournalSteps.HandingOver(row.Id, Now + 5));

        var handed = Assert.Single(await LaneAsync());
        Assert.Equal((JournalState.HandingOver, Now + 5), (handed.State, handed.HandedOverAt));
    }

    [Fact]
    public async Task Row_to_be_retried_keeps_its_place_and_says_when_and_why()
    {
        var first = await AppendOneAsync();
        var second = await AppendOneAsync();
        await WriteAsync(JournalSteps.HandingOver(first.Id, Now));

        await WriteAsync(JournalSteps.Retry(first.Id, attempts: 3, Now + 5, nextAttemptAt: Now + 60, "Telegram does not answer."));

        var lane = await LaneAsync();
        Assert.Equal([first.Id, second.Id], lane.Select(row => row.Id));
        Assert.Equal((JournalState.Queued, 3, Now + 60, "Telegram does not answer."), (lane[0].State, lane[0].Attempts, lane[0].NextAttemptAt, lane[0].Reason));
    }

    [Fact]
    public async Task Attempts_that_failed_are_kept_with_their_times_and_so_is_the_hand_that_brought_the_row_back()
    {
        var row = await AppendOneAsync();
        await WriteAsync(JournalSteps.Retry(row.Id, attempts: 1, Now + 1, Now + 60, "Telegram\ndoes not answer."));
        await WriteAsync(JournalSteps.Retry(row.Id, attempts: 2, Now + 61, Now + 120, "Telegram is busy."));
        await WriteAsync(JournalSteps.Dead(row.Id, "It is too late.", Now + 121));
        Assert.True(await new DeadLetters(Journal).ReviveAsync(row.Id, Cancellation));

        var log = Assert.Single(await LaneAsync()).Log;

        Assert.Equal([new(Now + 1, "Telegram does not answer."), new(Now + 61, "Telegram is busy.")], log.Take(2));
        Assert.StartsWith("Brought back", log[2].Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_is_tried_for_days_the_latest_attempts_are_kept()
    {
        var row = await AppendOneAsync();
        for (var attempt = 1; attempt <= 200; attempt++)
        {
            await WriteAsync(JournalSteps.Retry(row.Id, attempt, Now + attempt, Now + attempt, new string('x', 100)));
        }

        var log = Assert.Single(await LaneAsync()).Log;

        Assert.InRange(log.Count, 10, 60);
        Assert.Equal(Enumerable.Range(201 - log.Count, log.Count).Select(attempt => Now + attempt), log.Select(attempt => attempt.At));
    }

    [Fact]
    public async Task What_was_refused_or_dropped_keeps_its_reason_and_what_was_delivered_has_none()
    {
        var (refused, dropped, delivered) = (await AppendOneAsync(), await AppendOneAsync(), await AppendOneAsync());
        await WriteAsync(JournalSteps.Refused(refused.Id, "Nobody is there.", Now));
        await WriteAsync(JournalSteps.Dead(dropped.Id, "It is too large.", Now));
        Assert.True(await new DeadLetters(Journal).DropAsync(dropped.Id, Cancellation));
        await WriteAsync(JournalSteps.Retry(delivered.Id, attempts: 1, Now, Now, "Telegram is busy."));
        await WriteAsync(JournalSteps.Done(delivered.Id, Now));

        Assert.Equal(["Nobody is there.", "It is too large.", null], await Task.WhenAll(new[] { refused, dropped, delivered }.Select(async row => (await Journal.FindAsync(row.Id, Cancellation))?.Reason)));
    }

    [Fact]
    public async Task Row_of_a_network_s_event_is_found_by_the_end_of_its_key_exactly()
    {
        await AppendAsync(NewRow("n/chat/a_1%"), NewRow("n/chat/A_1%"), NewRow("n/chat/ab1x"), NewRow("n/other/a_1%"));

        Assert.Equal(["n/other/a_1%", "n/chat/a_1%"], (await Journal.FindBySourceEndAsync("/a_1%", 10, Cancellation)).Select(row => row.SourceKey));
    }

    [Fact]
    public async Task What_is_done_is_found_by_its_key_and_by_the_end_of_it_and_is_known_when_it_comes_again()
    {
        var rows = await AppendAsync([.. new[] { "delivered", "refused", "dropped" }.Select(name => NewRow($"{Lane}/m:{name}"))]);
        await WriteAsync(JournalSteps.Done(rows[0].Id, Now), JournalSteps.Refused(rows[1].Id, "Nobody is there.", Now), JournalSteps.Dead(rows[2].Id, "It is too large.", Now));
        await Journal.DropDeadAsync(Now + 1, Cancellation);

        foreach (var row in rows)
        {
            var found = Assert.IsType<JournalRow>(await Journal.FindBySourceAsync(Telegram, row.SourceKey!, Cancellation));
            Assert.Equal((row.Id, row.SourceKey, Lane, JournalState.Done), (found.Id, found.SourceKey, found.Lane, found.State));
            Assert.Equal([found.Id], (await Journal.FindBySourceEndAsync(row.SourceKey![Lane.Length..], 10, Cancellation)).Select(other => other.Id));
        }

        Assert.Empty(await AppendAsync([.. rows.Select(row => NewRow(row.SourceKey))]));
        Assert.Single(await AppendAsync(NewRow(rows[0].SourceKey) with { Network = Signal }));
    }

    [Fact]
    public async Task Name_that_no_row_bears_any_more_is_forgotten_and_may_come_again()
    {
        var kept = await AppendOneAsync(lane: "kept");
        var gone = await AppendOneAsync(lane: "gone");
        var moved = await AppendOneAsync(lane: "left");
        await Journal.MoveAsync([(moved.Id, "moved")], Cancellation);
        await WriteAsync(JournalSteps.Done(gone.Id, Now));

        // In the commit that forgets, behind it, too: a name that was known is not known any more.
        Time.Advance(TimeSpan.FromDays(2));
        var pruned = Journal.PruneAsync(Now, limit: 1000, Cancellation);
        var again = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AppendAsync(NewRow(lane: "gone")).AsTask()));
        await pruned;

        Assert.Equal(4L, await Engine.ExecuteAsync("SELECT COUNT(*) FROM names WHERE name IN ('kept', 'moved', 'gone', 'telegram')"));
        Assert.Equal(0L, await Engine.ExecuteAsync("SELECT COUNT(*) FROM names WHERE name = 'left'"));
        Assert.Equal(again.Select(rows => rows[0].Id).Order(), (await LaneAsync("gone")).Select(row => row.Id));
        Assert.Equal(["kept", "moved"], new[] { await FindAsync(kept.Id), await FindAsync(moved.Id) }.Select(row => row.Lane));
    }

    [Fact]
    public async Task Name_whose_commit_was_refused_is_numbered_with_the_next()
    {
        await Engine.ExecuteAsync("ALTER TABLE payloads RENAME TO payloads_away");
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(NewRow(lane: "new")).AsTask());
        await Engine.ExecuteAsync("ALTER TABLE payloads_away RENAME TO payloads");

        var row = await AppendOneAsync(lane: "new");

        Assert.Equal([row.Id], (await LaneAsync("new")).Select(found => found.Id));
    }

    [Fact]
    public async Task Lanes_with_pending_rows_are_listed_those_with_the_oldest_first()
    {
        await AppendOneAsync(lane: "b");
        var done = await AppendOneAsync(lane: "c");
        await AppendOneAsync(lane: "a");
        await AppendOneAsync(lane: "b");
        await WriteAsync(JournalSteps.Done(done.Id, Now));

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
        var key = JournalKeys.OfEvent("$event");
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
        await WriteAsync(JournalSteps.Dead(dead.Id, "No.", Now), JournalSteps.Done(done.Id, Now));

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
        await WriteAsync([.. rows.Take(3).Select(row => JournalSteps.Done(row.Id, Now)), JournalSteps.Dead(rows[3].Id, "No.", Now)]);

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
