using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Engines.Tests;

/// <summary>An engine under test, with waits that end with the test.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    public static readonly string FakeProgram = Path.Combine(AppContext.BaseDirectory, "bridges-fake-engine");

    /// <summary>Options for the fake engine, in a hurry where the defaults are patient.</summary>
    public static readonly EngineOptions Fake = new()
    {
        Name = "fake",
        FileName = FakeProgram,
        HealthInterval = TimeSpan.FromMilliseconds(100),
        FirstBackoff = TimeSpan.FromMilliseconds(20),
        LongestBackoff = TimeSpan.FromMilliseconds(100),
    };

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private RunningEngine(EngineOptions options, Recorder recorder, ILoggerFactory? loggers)
    {
        patience.CancelAfter(Patience);
        Recorder = recorder;
        Engine = new Engine(options, recorder, TimeProvider.System, loggers ?? NullLoggerFactory.Instance);
    }

    public Engine Engine { get; }

    public Recorder Recorder { get; }

    public CancellationToken Cancellation => patience.Token;

    /// <summary>Started, not yet ready.</summary>
    public static RunningEngine Start(EngineOptions options, Recorder? recorder = null, ILoggerFactory? loggers = null)
    {
        var engine = new RunningEngine(options, recorder ?? new Recorder(), loggers);
        engine.Engine.Start();
        return engine;
    }

    /// <summary>Started and ready.</summary>
    public static async Task<RunningEngine> StartReadyAsync(EngineOptions? options = null, Recorder? recorder = null, ILoggerFactory? loggers = null)
    {
        var engine = Start(options ?? Fake, recorder, loggers);
        await engine.WaitForAsync(EngineCondition.Running);
        return engine;
    }

    public Task<EngineStatus> WaitForAsync(EngineCondition condition) => Recorder.WaitForAsync(condition, Cancellation);

    public async Task<string> RequestAsync(string method, JsonObject? parameters = null, TimeSpan? timeout = null)
        => (await Engine.RequestAsync(method, parameters, timeout, Cancellation)).ToString();

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        patience.Dispose();
    }
}
