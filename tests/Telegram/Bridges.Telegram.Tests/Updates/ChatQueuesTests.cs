using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Telegram.Updates;

namespace Bridges.Telegram.Tests.Updates;

public sealed class ChatQueuesTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_waits_for_no_other()
    {
        var release = new TaskCompletionSource();
        var handed = new BlockingCollection<string>();
        using var queues = new ChatQueues(
            async (remoteEvent, _) =>
            {
                if (remoteEvent.Chat.Chat.Value == "slow")
                {
                    await release.Task;
                }

                handed.Add(remoteEvent.Chat.Chat.Value, Stopping);
            },
            most: 10);

        await queues.PostAsync(In("slow"), Stopping);
        await queues.PostAsync(In("quick"), Stopping);

        Assert.Equal("quick", handed.Take(Stopping));
        release.SetResult();
        await queues.WhenIdleAsync();
        Assert.Equal("slow", handed.Take(Stopping));
    }

    [Fact]
    public async Task The_events_of_one_chat_keep_their_order_whatever_each_takes()
    {
        var handed = new ConcurrentQueue<long>();
        using var queues = new ChatQueues(
            async (remoteEvent, _) =>
            {
                for (var turns = remoteEvent.Timestamp.Ticks % 7; turns > 0; turns--)
                {
                    await Task.Yield();
                }

                handed.Enqueue(remoteEvent.Timestamp.Ticks);
            },
            most: 16);

        for (var number = 0; number < 1000; number++)
        {
            await queues.PostAsync(In("chat", number), Stopping);
        }

        await queues.WhenIdleAsync();
        Assert.Equal(Enumerable.Range(0, 1000).Select(number => (long)number), handed);
    }

    [Fact]
    public async Task Nothing_of_a_chat_follows_what_could_not_be_handed_over()
    {
        var handed = new ConcurrentQueue<long>();
        using var queues = new ChatQueues(
            (remoteEvent, _) =>
            {
                handed.Enqueue(remoteEvent.Timestamp.Ticks);
                return remoteEvent.Timestamp.Ticks == 1 ? Task.FromException(new OperationCanceledException()) : Task.CompletedTask;
            },
            most: 16);

        for (var number = 0; number < 4; number++)
        {
            await queues.PostAsync(In("chat", number), Stopping);
        }

        await queues.WhenIdleAsync();
        Assert.Equal([0, 1], handed);
    }

    [Fact]
    public async Task No_more_than_so_many_are_under_way()
    {
        var release = new TaskCompletionSource();
        using var queues = new ChatQueues(async (_, _) => await release.Task, most: 2);
        await queues.PostAsync(In("a"), Stopping);
        await queues.PostAsync(In("b"), Stopping);

        var third = queues.PostAsync(In("c"), Stopping);

        Assert.False(third.IsCompleted);
        release.SetResult();
        await third;
        await queues.WhenIdleAsync();
    }

    private static RemoteChatChange In(string chat, long number = 0) =>
        new() { Chat = new ChatKey(new RemoteChatId(chat)), Timestamp = new DateTimeOffset(number, TimeSpan.Zero) };
}
