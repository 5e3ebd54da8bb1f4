using Bridges.Telegram.Sessions;

namespace Bridges.Telegram.Tests.Accounts;

public sealed class UpdateQueueTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_queue_holds_back_until_something_is_taken_out()
    {
        var queue = new UpdateQueue<int>(2);
        await queue.EnqueueAsync(1, Cancellation);
        var second = queue.EnqueueAsync(2, Cancellation).AsTask();
        Assert.False(second.IsCompleted);

        await using var reader = queue.ReadAllAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        await reader.MoveNextAsync();
        Assert.False(second.IsCompleted);
        await reader.MoveNextAsync();

        await second;
        Assert.Equal(2, reader.Current);
    }

    [Fact]
    public async Task The_bound_is_lifted_while_a_request_is_under_way()
    {
        var queue = new UpdateQueue<int>(1);
        var held = queue.EnqueueAsync(1, Cancellation).AsTask();
        Assert.False(held.IsCompleted);

        using (queue.LiftBound())
        {
            await held;
            await queue.EnqueueAsync(2, Cancellation);
        }

        Assert.False(queue.EnqueueAsync(3, Cancellation).AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_completed_queue_is_read_to_its_end_and_holds_nobody_up()
    {
        var queue = new UpdateQueue<int>(1);
        var held = queue.EnqueueAsync(1, Cancellation).AsTask();

        queue.Complete();
        await held;
        await queue.EnqueueAsync(2, Cancellation);

        Assert.Equal([1], await queue.ReadAllAsync(Cancellation).ToListAsync(Cancellation));
        await queue.WhenEmptyAsync();
    }

    [Fact]
    public async Task A_queue_is_empty_when_the_last_item_was_worked_off()
    {
        var queue = new UpdateQueue<int>(9);
        await queue.EnqueueAsync(1, Cancellation);
        var empty = queue.WhenEmptyAsync();
        await using var reader = queue.ReadAllAsync(Cancellation).GetAsyncEnumerator(Cancellation);

        await reader.MoveNextAsync();
        Assert.False(empty.IsCompleted);
        var next = reader.MoveNextAsync();

        await empty;
        queue.Complete();
        Assert.False(await next);
    }
}
