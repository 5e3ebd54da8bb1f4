using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>What was given up, and comes back or goes for good.</summary>
public abstract class DeadLetterCompliance(ITestEngine engine) : JournalCompliance(engine)
{
    private DeadLetters Letters => new(Journal);

    [Fact]
    public async Task Dead_row_leaves_its_lane_and_comes_back_whole_to_its_old_place()
    {
        var first = await AppendOneAsync();
        var second = await AppendOneAsync();

        await BuryAsync(first);
        Assert.Equal([second.Id], (await LaneAsync()).Select(row => row.Id));
        var dead = Assert.Single(await Letters.ListAsync(Cancellation));
        Assert.Equal((first.Id, "The chat is gone."), (dead.Id, dead.Reason));

        Time.Advance(TimeSpan.FromMilliseconds(9));
        Assert.True(await Letters.ReviveAsync(first.Id, Cancellation));
        var lane = await LaneAsync();
        Assert.Equal([first.Id, second.Id], lane.Select(row => row.Id));
        Assert.Equal((JournalState.Queued, 0, Now), (lane[0].State, lane[0].Attempts, lane[0].CreatedAt));
        Assert.Equal("hello"u8.ToArray(), lane[0].Payload.ToArray());
    }

    [Fact]
    public async Task Lane_hears_of_what_comes_back()
    {
        var row = await AppendOneAsync();
        await BuryAsync(row);
        var told = new List<string>();
        Journal.Missed = told.Add;

        await Letters.ReviveAsync(row.Id, Cancellation);

        Assert.Equal([row.Lane], told);
    }

    [Fact]
    public async Task Row_that_is_not_dead_is_neither_brought_back_nor_dropped()
    {
        var done = await AppendOneAsync();
        await WriteAsync(JournalSteps.Done(done.Id, Now));
        var pending = await AppendOneAsync();

        Assert.False(await Letters.ReviveAsync(done.Id, Cancellation));
        Assert.False(await Letters.DropAsync(done.Id, Cancellation));
        Assert.False(await Letters.DropAsync(pending.Id, Cancellation));
        Assert.Equal([pending.Id], (await LaneAsync()).Select(row => row.Id));
    }

    [Fact]
    public async Task Dropped_row_is_gone_with_its_content()
    {
        var row = await AppendOneAsync();
        await BuryAsync(row);

        Assert.True(await Letters.DropAsync(row.Id, Cancellation));

        Assert.Empty(await Letters.ListAsync(Cancellation));
        Assert.Equal((JournalState.Done, 0), ((await FindAsync(row.Id)).State, (await FindAsync(row.Id)).Payload.Length));
    }

    [Fact]
    public async Task All_can_be_dropped_and_old_ones_go_by_themselves()
    {
        await BuryAsync(await AppendOneAsync());
        Time.Advance(TimeSpan.FromMilliseconds(9));
        await BuryAsync(await AppendOneAsync());

        Assert.Equal(1, await Journal.DropDeadAsync(Now, Cancellation));
        Assert.Single(await Letters.ListAsync(Cancellation));
        Assert.Equal(1, await Letters.DropAllAsync(expected: 2, Cancellation));
        Assert.Equal(1, await Letters.CountAsync(Cancellation));
        Assert.Equal(1, await Letters.DropAllAsync(expected: 1, Cancellation));
        Assert.Equal(0, await Letters.CountAsync(Cancellation));
        Assert.Empty(await Letters.ListAsync(Cancellation));
    }

    [Fact]
    public async Task All_come_back_and_not_only_as_many_as_are_listed()
    {
        var rows = await AppendAsync([.. Enumerable.Range(0, DeadLetters.MostListed + 3).Select(_ => NewRow())]);
        await WriteAsync([.. rows.Select(row => JournalSteps.Dead(row.Id, "No.", Now))]);
        Assert.Equal(DeadLetters.MostListed, (await Letters.ListAsync(Cancellation)).Count);

        Assert.True(await Letters.ReviveAsync(rows[^1].Id, Cancellation));
        Assert.Equal(1, await Letters.ReviveAsync(row => row.Id == rows[^2].Id, Cancellation));
        Assert.Equal(rows.Count - 2, await Letters.ReviveAsync(_ => true, Cancellation));

        Assert.Empty(await Letters.ListAsync(Cancellation));
    }

    private async Task BuryAsync(JournalRow row) => await WriteAsync(JournalSteps.Dead(row.Id, "The chat is gone.", Now));
}
