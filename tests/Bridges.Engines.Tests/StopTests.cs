using System.Diagnostics;
using System.Globalization;

namespace Bridges.Engines.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task Stop_closes_the_input_and_the_engine_ends_by_itself()
    {
        using var logs = new LogRecorder();
        await using var fake = await RunningEngine.StartReadyAsync(loggers: logs);
        var process = fake.Engine.Status.ProcessId!.Value;

        await fake.Engine.DisposeAsync();

        Assert.False(ProcessTable.IsAlive(process));
        Assert.Contains("Engine fake: farewell", logs.Lines);
        Assert.Equal(EngineCondition.Stopped, (await fake.WaitForAsync(EngineCondition.Stopped)).Condition);
    }

    [Fact]
    public async Task What_an_engine_writes_while_it_stops_is_delivered()
    {
        await using var fake = await RunningEngine.StartReadyAsync();

        await fake.Engine.DisposeAsync();

        Assert.Equal("farewell", (await fake.Recorder.NextNotificationAsync(fake.Cancellation)).Method);
    }

    [Fact]
    public async Task Engine_that_does_not_end_is_killed_after_the_stop_timeout()
    {
        await using var fake = await RunningEngine.StartReadyAsync(
            RunningEngine.Fake with { Arguments = ["stay"], StopTimeout = TimeSpan.FromMilliseconds(200) });
        var process = fake.Engine.Status.ProcessId!.Value;

        await fake.Engine.DisposeAsync();

        Assert.False(ProcessTable.IsAlive(process));
    }

    [Fact]
    public async Task Stop_ends_the_wait_for_a_restart()
    {
        await using var missing = RunningEngine.Start(RunningEngine.Fake with
        {
            FileName = "/nowhere/engine",
            FirstBackoff = TimeSpan.FromHours(1),
            LongestBackoff = TimeSpan.FromHours(1),
        });
        await missing.WaitForAsync(EngineCondition.Backoff);

        await missing.Engine.DisposeAsync();

        Assert.Equal(EngineCondition.Stopped, missing.Engine.Status.Condition);
    }

    [Fact]
    public async Task Consumer_that_never_ends_does_not_prevent_the_stop()
    {
        var reached = new TaskCompletionSource();
        var recorder = new Recorder
        {
            Consume = async (_, _, _) =>
            {
                reached.TrySetResult();
                await new TaskCompletionSource().Task;
            },
        };
        await using var fake = await RunningEngine.StartReadyAsync(
            RunningEngine.Fake with { StopTimeout = TimeSpan.FromMilliseconds(500) }, recorder);
        await fake.RequestAsync("count", new() { ["to"] = 3 });
        await reached.Task.WaitAsync(fake.Cancellation);

        await fake.Engine.DisposeAsync();

        Assert.Equal(EngineCondition.Stopped, fake.Engine.Status.Condition);
    }

    [Fact]
    public async Task Engine_of_a_killed_host_ends()
    {
        var engine = await OutliveHostAsync();

        await ProcessTable.WaitForEndAsync(engine, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Engine_that_hangs_and_outlived_its_host_is_ended_before_the_next_starts()
    {
        var note = Path.Combine(Directory.CreateTempSubdirectory("bridges-engine-").FullName, "engine.process");
        var engine = await OutliveHostAsync(note);
        Assert.True(ProcessTable.IsAlive(engine));
        using var logs = new LogRecorder();

        await using var next = await RunningEngine.StartReadyAsync(
            RunningEngine.Fake with { ProcessNote = note, StopTimeout = TimeSpan.FromMilliseconds(200) }, loggers: logs);

        await ProcessTable.WaitForEndAsync(engine, next.Cancellation);
        Assert.Contains(logs.Lines, line => line.Contains($"An earlier process {engine} of engine fake", StringComparison.Ordinal));
        Assert.True(ProcessTable.IsAlive(next.Engine.Status.ProcessId!.Value));
        Directory.Delete(Path.GetDirectoryName(note)!, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing of the kind")]
    [InlineData("1")]
    [InlineData("1 1 of another process")]
    [InlineData("999999999")]
    public async Task Note_of_another_process_ends_nothing(string text)
    {
        var note = Path.GetTempFileName();
        await File.WriteAllTextAsync(note, text, TestContext.Current.CancellationToken);

        using var logs = new LogRecorder();
        await using var fake = await RunningEngine.StartReadyAsync(RunningEngine.Fake with { ProcessNote = note, StopTimeout = TimeSpan.Zero }, loggers: logs);

        Assert.DoesNotContain(logs.Lines, line => line.Contains("An earlier process", StringComparison.Ordinal));
        Assert.StartsWith($"{fake.Engine.Status.ProcessId} ", await File.ReadAllTextAsync(note, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        File.Delete(note);
    }

    [Fact]
    public async Task Engine_that_cannot_be_noted_runs_and_that_is_told()
    {
        using var logs = new LogRecorder();
        await using var fake = await RunningEngine.StartReadyAsync(RunningEngine.Fake with { ProcessNote = "/nowhere/engine.process" }, loggers: logs);

        Assert.Contains(logs.Lines, line => line.Contains("/nowhere/engine.process", StringComparison.Ordinal));
    }

    /// <summary>Kills a host; returns the process of its engine, which hangs where it is noted.</summary>
    private static async Task<int> OutliveHostAsync(params string[] note)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(RunningEngine.FakeProgram, ["host", RunningEngine.FakeProgram, .. note])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var host = Process.Start(start)!;
        var engine = int.Parse((await host.StandardOutput.ReadLineAsync(cancellation))!, CultureInfo.InvariantCulture);
        Assert.True(ProcessTable.IsAlive(engine));

        host.Kill();

        await host.WaitForExitAsync(cancellation);
        return engine;
    }
}
