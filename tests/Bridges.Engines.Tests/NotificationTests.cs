using System.Text.Json.Nodes;

namespace Bridges.Engines.Tests;

public sealed class NotificationTests
{
    [Fact]
    public async Task Notifications_are_delivered_in_order_and_one_at_a_time()
    {
        var inside = 0;
        var recorder = new Recorder
        {
            Consume = async (_, _, _) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            },
        };
        await using var fake = await RunningEngine.StartReadyAsync(recorder: recorder);

        await fake.RequestAsync("count", new JsonObject { ["to"] = 500 });

        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(i, (await recorder.NextNotificationAsync(fake.Cancellation)).Parameters.GetProperty("n").GetInt32());
        }
    }

    [Fact]
    public async Task Slow_consumer_holds_the_engine_back()
    {
        var gate = new TaskCompletionSource();
        var recorder = new Recorder { Consume = async (_, _, cancellation) => await gate.Task.WaitAsync(cancellation) };
        // Pings are patient enough for an engine that is busy on a busy machine: only those that are held back may go unanswered so long.
        var health = TimeSpan.FromSeconds(2);
        await using var fake = await RunningEngine.StartReadyAsync(
            RunningEngine.Fake with { MaxQueuedBytes = 100_000, PingMethod = "ping", PingMisses = 2, HealthInterval = health }, recorder);

        // 100 MB, of which the queue, the pipe and the read buffer together take far less: the engine cannot get to its answer.
        var counting = fake.RequestAsync("count", new JsonObject { ["to"] = 1000, ["size"] = 100_000 });
        await Assert.ThrowsAsync<EngineTimeoutException>(() => fake.RequestAsync("echo", timeout: 3.5 * health));
        Assert.False(counting.IsCompleted);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, 50_000_000);

        gate.SetResult();
        await counting;
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(i, (await recorder.NextNotificationAsync(fake.Cancellation)).Parameters.GetProperty("n").GetInt32());
        }

        Assert.Equal(0, fake.Engine.Status.Restarts);
    }

    [Fact]
    public async Task Failing_consumer_gets_the_next_notification()
    {
        var recorder = new Recorder
        {
            Consume = (_, parameters, _) => parameters.GetProperty("n").GetInt32() == 0 ? throw new FormatException() : ValueTask.CompletedTask,
        };
        await using var fake = await RunningEngine.StartReadyAsync(recorder: recorder);

        await fake.RequestAsync("count", new JsonObject { ["to"] = 2 });

        Assert.Equal(1, (await recorder.NextNotificationAsync(fake.Cancellation)).Parameters.GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task What_a_dying_engine_wrote_is_delivered_before_its_successor_starts()
    {
        var gate = new TaskCompletionSource();
        var starts = 0;
        var delivered = 0;
        var deliveredAtRestart = new TaskCompletionSource<int>();
        var recorder = new Recorder
        {
            Consume = async (_, _, cancellation) =>
            {
                await gate.Task.WaitAsync(cancellation);
                delivered++;
            },
            SetUp = (_, _) =>
            {
                if (++starts == 2)
                {
                    deliveredAtRestart.SetResult(delivered);
                }

                return Task.CompletedTask;
            },
        };
        await using var fake = await RunningEngine.StartReadyAsync(recorder: recorder);

        await Assert.ThrowsAsync<EngineStoppedException>(() => fake.RequestAsync("count-and-crash", new JsonObject { ["to"] = 300 }));
        await fake.WaitForAsync(EngineCondition.Backoff);
        gate.SetResult();

        Assert.Equal(300, await deliveredAtRestart.Task.WaitAsync(fake.Cancellation));
    }
}
