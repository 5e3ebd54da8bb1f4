using System.Collections.Concurrent;
using System.Text;
using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>What comes in is there, once, in order.</summary>
public abstract class JournalAppendCompliance(ITestEngine engine) : JournalCompliance(engine)
{
    [Fact]
    public async Task Row_is_read_back_as_it_was_appended()
    {
        var row = new NewJournalRow(Lane, JournalDirection.FromMatrix, Telegram, "$event", new byte[] { 0, 1, 255 }) { EventId = "$event", RoomId = "!room:example.org" };

        var appended = Assert.Single(await AppendAsync(row));

        var read = Assert.Single(await LaneAsync());
        Assert.Equal([0, 1, 255], read.Payload.ToArray());
        Assert.Equal(appended with { Payload = default }, read with { Payload = default });
        Assert.Equal((JournalDirection.FromMatrix, "$event", "!room:example.org", Now), (read.Direction, read.EventId, read.RoomId, read.CreatedAt));
        Assert.Equal((JournalState.Queued, 0), (read.State, read.Attempts));
    }

    [Fact]
    public async Task Row_whose_source_is_known_is_left_out_whatever_became_of_the_first()
    {
        var queued = await AppendOneAsync("queued");
        var done = await AppendOneAsync("done");
        var dead = await AppendOneAsync("dead");
        await WriteAsync(JournalSteps.Done(done.Id, Now), JournalSteps.Dead(dead.Id, "The chat is gone.", Now));

        var added = await AppendAsync(NewRow("queued"), NewRow("done"), NewRow("dead"), NewRow("new"), NewRow("new"));

        Assert.Equal("new", Assert.Single(added).SourceKey);
        Assert.Equal([queued.Id, added[0].Id], (await LaneAsync()).Select(row => row.Id));
    }

    [Fact]
    public async Task Same_source_on_another_network_is_another_source()
    {
        await AppendOneAsync("1");

        Assert.Single(await AppendAsync(NewRow("1") with { Network = Signal }));
    }

    [Fact]
    public async Task Rows_without_source_are_never_left_out()
    {
        Assert.Equal(2, (await AppendAsync(NewRow(), NewRow())).Count);
    }

    [Fact]
    public async Task Transaction_that_comes_again_adds_nothing()
    {
        Assert.Single(await Journal.AppendAsync([NewRow("first")], "txn", Cancellation));

        Assert.Empty(await Journal.AppendAsync([NewRow("second")], "txn", Cancellation));
        Assert.Single(await LaneAsync());
    }

    [Fact]
    public async Task Transaction_without_rows_is_remembered_over_a_restart()
    {
        await Journal.AppendAsync([], "txn", Cancellation);
        await ReopenAsync();

        Assert.Empty(await Journal.AppendAsync([NewRow()], "txn", Cancellation));
    }

    [Fact]
    public async Task Transaction_that_comes_many_times_at_once_is_appended_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Journal.AppendAsync([NewRow(), NewRow()], "txn", Cancellation).AsTask()));

        Assert.Equal(2, answers.Sum(answer => answer.Count));
        Assert.Equal(2, (await LaneAsync()).Count);
    }

    [Fact]
    public async Task Ids_go_on_after_a_restart()
    {
        var before = await AppendOneAsync();
        await ReopenAsync();

        Assert.True((await AppendOneAsync()).Id > before.Id);
    }

    [Fact]
    public async Task Concurrent_appends_are_announced_in_the_order_of_their_ids_and_keep_each_lane_in_order()
    {
        var announced = new ConcurrentQueue<long>();
        Journal.Appended += row => announced.Enqueue(row.Id);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async lane =>
        {
            // What one caller says one after the other, and in one breath.
            for (var i = 0; i < 40; i += 2)
            {
                await AppendAsync(NewRow(lane: $"{lane}", payload: $"{i}"), NewRow(lane: $"{lane}", payload: $"{i + 1}"));
            }
        }));

        Assert.Equal(320, announced.Count);
        Assert.Equal(announced.Order(), announced);
        for (var lane = 0; lane < 8; lane++)
        {
            Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i}"), (await LaneAsync($"{lane}")).Select(row => Encoding.UTF8.GetString(row.Payload.Span)));
        }
    }

    [Fact]
    public async Task Row_that_is_left_out_is_not_announced()
    {
        await AppendOneAsync("1");
        var announced = new ConcurrentQueue<string?>();
        Journal.Appended += row => announced.Enqueue(row.SourceKey);

        await AppendAsync(NewRow("1"), NewRow("2"));

        Assert.Equal(["2"], announced);
    }

    [Fact]
    public async Task Listener_that_fails_costs_no_row_and_no_answer()
    {
        Journal.Appended += _ => throw new InvalidOperationException("a listener's own fault");

        Assert.Equal(2, (await AppendAsync(NewRow(), NewRow())).Count);
        Assert.Equal(2, (await LaneAsync()).Count);
    }
}
