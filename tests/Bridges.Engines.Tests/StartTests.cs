namespace Bridges.Engines.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Engine_runs_after_its_hello()
    {
        var introduced = new TaskCompletionSource<EngineHello>();
        var recorder = new Recorder { SetUp = (hello, _) => { introduced.SetResult(hello); return Task.CompletedTask; } };
        await using var fake = RunningEngine.Start(RunningEngine.Fake, recorder);

        var running = await fake.WaitForAsync(EngineCondition.Running);
        var hello = await introduced.Task.WaitAsync(fake.Cancellation);

        Assert.Equal("1.0", running.Version);
        Assert.Equal(new EngineHello(1, "fake", "1.0", running.ProcessId!.Value), hello);
        Assert.Null(running.Problem);
        Assert.Equal(0, running.Restarts);
    }

    [Fact]
    public async Task Engine_without_hello_is_ready_at_once()
    {
        await using var fake = await RunningEngine.StartReadyAsync(RunningEngine.Fake with { HelloMethod = null, Arguments = ["no-hello"] });

        Assert.Equal("{}", await fake.RequestAsync("echo"));
    }

    [Fact]
    public async Task Requests_work_while_the_engine_is_set_up()
    {
        var answer = new TaskCompletionSource<string>();
        var started = new TaskCompletionSource<Engine>();
        var recorder = new Recorder
        {
            SetUp = async (_, cancellation) =>
            {
                var engine = await started.Task.WaitAsync(cancellation);
                answer.SetResult((await engine.RequestAsync("echo", null, null, cancellation)).ToString());
            },
        };
        await using var fake = RunningEngine.Start(RunningEngine.Fake, recorder);
        started.SetResult(fake.Engine);

        Assert.Equal("{}", await answer.Task.WaitAsync(fake.Cancellation));
    }

    [Fact]
    public async Task Failure_to_set_up_restarts_the_engine()
    {
        var tries = 0;
        var recorder = new Recorder
        {
            SetUp = (_, _) => ++tries == 1 ? throw new InvalidOperationException("no accounts table") : Task.CompletedTask,
        };
        await using var fake = RunningEngine.Start(RunningEngine.Fake, recorder);

        var failed = await fake.WaitForAsync(EngineCondition.Backoff);
        Assert.Contains("no accounts table", failed.Problem, StringComparison.Ordinal);
        Assert.Equal(1, (await fake.WaitForAsync(EngineCondition.Running)).Restarts);
    }

    [Fact]
    public async Task Missing_program_is_named_with_its_path()
    {
        await using var missing = RunningEngine.Start(RunningEngine.Fake with { FileName = "/nowhere/bridges-engine" });

        var status = await missing.WaitForAsync(EngineCondition.Backoff);

        Assert.Equal("The engine \"fake\" cannot be started: there is no file /nowhere/bridges-engine.", status.Problem);
        var refused = await Assert.ThrowsAsync<EngineUnavailableException>(() => missing.RequestAsync("echo"));
        Assert.Equal(status.Problem, refused.Message);
    }

    [Fact]
    public async Task Program_that_is_not_in_the_path_is_named()
    {
        await using var missing = RunningEngine.Start(RunningEngine.Fake with { FileName = "bridges-no-such-program" });

        Assert.Contains(
            "no program bridges-no-such-program in PATH",
            (await missing.WaitForAsync(EngineCondition.Backoff)).Problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_working_directory_is_named()
    {
        await using var missing = RunningEngine.Start(RunningEngine.Fake with { WorkingDirectory = "/nowhere" });

        Assert.Contains(
            "working directory /nowhere does not exist", (await missing.WaitForAsync(EngineCondition.Backoff)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Engine_that_does_not_say_hello_in_time_is_killed()
    {
        await using var silent = RunningEngine.Start(
            RunningEngine.Fake with { Arguments = ["hang"], StartTimeout = TimeSpan.FromMilliseconds(300) });

        var starting = await silent.WaitForAsync(EngineCondition.Backoff);

        Assert.Contains("did not say hello within 0.3 s", starting.Problem, StringComparison.Ordinal);
        await ProcessTable.WaitForEndAsync(starting.ProcessId!.Value, silent.Cancellation);
    }

    [Fact]
    public async Task Wrong_version_is_broken_and_tried_again()
    {
        var options = RunningEngine.Fake with
        {
            Arguments = ["version=0.9"],
            CheckHello = hello => hello.Version == "1.0" ? null : $"Version {hello.Version} is installed, 1.0 is needed.",
        };
        await using var old = RunningEngine.Start(options);

        Assert.Equal("Version 0.9 is installed, 1.0 is needed.", (await old.WaitForAsync(EngineCondition.Broken)).Problem);
        Assert.Equal(1, (await old.WaitForAsync(EngineCondition.Broken)).Restarts);
    }

    [Fact]
    public async Task Last_words_of_an_engine_that_cannot_start_are_told()
    {
        await using var refusing = RunningEngine.Start(RunningEngine.Fake with { Arguments = ["refuse"] });

        Assert.Equal(
            "The engine \"fake\" ended with exit code 3, having written: there is no library at /nowhere.",
            (await refusing.WaitForAsync(EngineCondition.Backoff)).Problem);
    }

    [Fact]
    public async Task Secrets_of_the_host_are_not_handed_on()
    {
        Environment.SetEnvironmentVariable("BRIDGES_TEST_SECRET", "secret");
        await using var fake = await RunningEngine.StartReadyAsync(RunningEngine.Fake with
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["FAKE_SETTING"] = "given", ["HOME"] = null },
        });

        Assert.Equal("(none)", await fake.RequestAsync("environment", new() { ["name"] = "BRIDGES_TEST_SECRET" }));
        Assert.Equal("0", await fake.RequestAsync("environment", new() { ["name"] = "DOTNET_EnableDiagnostics" }));
        Assert.Equal("given", await fake.RequestAsync("environment", new() { ["name"] = "FAKE_SETTING" }));
        Assert.Equal("(none)", await fake.RequestAsync("environment", new() { ["name"] = "HOME" }));
    }
}
