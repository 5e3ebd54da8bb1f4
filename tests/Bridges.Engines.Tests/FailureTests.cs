using System.Text.Json.Nodes;

namespace Bridges.Engines.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task Crash_fails_pending_requests_and_restarts()
    {
        await using var fake = await RunningEngine.StartReadyAsync();
        var first = fake.Engine.Status.ProcessId;

        var pending = fake.RequestAsync("silence");
        await Assert.ThrowsAsync<EngineStoppedException>(() => fake.RequestAsync("crash", new JsonObject { ["code"] = 134 }));

        await Assert.ThrowsAsync<EngineStoppedException>(() => pending);
        Assert.Equal(
            "The engine \"fake\" ended with exit code 134 (signal 6).", (await fake.WaitForAsync(EngineCondition.Backoff)).Problem);
        var again = await fake.WaitForAsync(EngineCondition.Running);
        Assert.Equal(1, again.Restarts);
        Assert.Null(again.Problem);
        Assert.NotEqual(first, again.ProcessId);
        Assert.Equal("{}", await fake.RequestAsync("echo"));
    }

    [Fact]
    public async Task Garbage_on_the_output_restarts_and_is_not_shown()
    {
        await using var fake = await RunningEngine.StartReadyAsync();

        await Assert.ThrowsAsync<EngineStoppedException>(() => fake.RequestAsync("garbage"));

        Assert.Equal(
            "The engine \"fake\" wrote a line of 26 bytes to its standard output that is not a JSON-RPC message.",
            (await fake.WaitForAsync(EngineCondition.Backoff)).Problem);
        await fake.WaitForAsync(EngineCondition.Running);
    }

    [Fact]
    public async Task Flood_without_line_end_is_cut_off_at_the_limit()
    {
        await using var fake = await RunningEngine.StartReadyAsync(RunningEngine.Fake with { MaxLineBytes = 1 << 20 });

        await Assert.ThrowsAsync<EngineStoppedException>(() => fake.RequestAsync("endless"));

        Assert.Contains("longer than 1048576 bytes", (await fake.WaitForAsync(EngineCondition.Backoff)).Problem, StringComparison.Ordinal);
        await fake.WaitForAsync(EngineCondition.Running);
    }

    [Fact]
    public async Task Engine_over_its_memory_limit_is_restarted()
    {
        await using var fake = await RunningEngine.StartReadyAsync(RunningEngine.Fake with { MemoryLimitBytes = 200 << 20 });

        await fake.RequestAsync("hoard", new JsonObject { ["bytes"] = 250 << 20 });

        Assert.Contains("more than its limit of 200 MiB", (await fake.WaitForAsync(EngineCondition.Backoff)).Problem, StringComparison.Ordinal);
        await fake.WaitForAsync(EngineCondition.Running);
    }

    [Fact]
    public async Task Engine_that_does_not_answer_pings_is_killed()
    {
        await using var fake = await RunningEngine.StartReadyAsync(
            RunningEngine.Fake with { PingMethod = "ping", PingMisses = 2, Arguments = ["no-ping"] });

        Assert.Contains("did not answer 2 pings in a row", (await fake.WaitForAsync(EngineCondition.Backoff)).Problem, StringComparison.Ordinal);
        await fake.WaitForAsync(EngineCondition.Running);
    }

    [Fact]
    public async Task Child_of_the_engine_that_holds_its_output_open_does_not_prevent_the_restart()
    {
        await using var fake = await RunningEngine.StartReadyAsync();

        await Assert.ThrowsAsync<EngineStoppedException>(() => fake.RequestAsync("leave-a-child"));

        Assert.Equal(1, (await fake.WaitForAsync(EngineCondition.Running)).Restarts);
        Assert.Equal("{}", await fake.RequestAsync("echo"));
    }

    [Theory]
    [InlineData("exec 0<&-; exec sleep 30", "input")]
    [InlineData("exec 1>&-; exec sleep 30", "output")]
    public async Task Engine_that_closes_a_stream_without_ending_is_restarted(string script, string stream)
    {
        await using var shell = await RunningEngine.StartReadyAsync(
            RunningEngine.Fake with { FileName = "/bin/sh", Arguments = ["-c", script], HelloMethod = null });

        await Assert.ThrowsAnyAsync<EngineException>(async () =>
        {
            // The shell closes its input a moment after the start: until then requests are written, and stay unanswered.
            while (true)
            {
                try
                {
                    await shell.RequestAsync("echo", timeout: TimeSpan.FromMilliseconds(50));
                }
                catch (EngineTimeoutException)
                {
                    Assert.False(shell.Cancellation.IsCancellationRequested);
                }
            }
        });

        Assert.Equal(
            $"The engine \"fake\" closed its standard {stream} without ending.", (await shell.WaitForAsync(EngineCondition.Backoff)).Problem);
    }
}
