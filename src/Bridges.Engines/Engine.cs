using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Engines.Processes;
using Bridges.Engines.Supervision;
using Microsoft.Extensions.Logging;

namespace Bridges.Engines;

/// <summary>
/// An engine: a child process that speaks JSON-RPC 2.0, one JSON object a line, on its standard input and output. It is started, watched
/// and restarted until it is disposed. It has to end when its input is closed, which is also what ends it when the host is killed; where it
/// hangs then, the next host's engine ends it (<see cref="EngineOptions.ProcessNote"/>).
/// </summary>
public sealed partial class Engine : IAsyncDisposable, IRunObserver
{
    private readonly EngineOptions options;
    private readonly IEngineEvents events;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly EngineMetrics metrics;
    private readonly RestartBackoff backoff;
    private readonly ProcessNote? note;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private EngineStatus status = new(EngineCondition.Stopped, null, 0, null, null, null);
    private EngineRun? current;
    private Task? supervision;

    /// <summary>Makes an engine that is not started yet.</summary>
    public Engine(EngineOptions options, IEngineEvents events, TimeProvider time, ILoggerFactory loggers)
    {
        this.options = options;
        this.events = events;
        this.time = time;
        logger = loggers.CreateLogger<Engine>();
        backoff = new RestartBackoff(options, NextRandom);
        note = options.ProcessNote is { } path ? new ProcessNote(path, time) : null;
        metrics = new EngineMetrics(options.Name, () => Status);
    }

    /// <summary>The state at this moment.</summary>
    public EngineStatus Status
    {
        get
        {
            lock (gate)
            {
                return status;
            }
        }
    }

    /// <summary>Starts the process and keeps it running. Returns at once; to be called once.</summary>
    public void Start()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopping.IsCancellationRequested, this);
            if (supervision is not null)
            {
                throw new InvalidOperationException($"The engine \"{options.Name}\" is already started.");
            }

            supervision = Task.Run(SuperviseAsync);
        }
    }

    /// <summary>Sends a request and waits for its answer. Answers may overtake notifications that were written before them.</summary>
    /// <param name="method">The request's name.</param>
    /// <param name="parameters">Its parameters, if any.</param>
    /// <param name="timeout">Longest wait; null: <see cref="EngineOptions.RequestTimeout"/>.</param>
    /// <param name="cancellationToken">Ends the wait, not the work: the request may still be done.</param>
    /// <exception cref="EngineUnavailableException">Surely not done.</exception>
    /// <exception cref="EngineStoppedException">The engine ended meanwhile: may have been done.</exception>
    /// <exception cref="EngineTimeoutException">No answer in time: may have been done.</exception>
    /// <exception cref="EngineRequestException">The engine answered with an error.</exception>
    public async Task<JsonElement> RequestAsync(
        string method, JsonObject? parameters, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => await Current.Rpc.RequestAsync(method, parameters, timeout ?? options.RequestTimeout, cancellationToken);

    /// <summary>Stops the engine: closes its input, waits, and kills it if it does not end.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (gate)
        {
            running = supervision;
        }

        await stopping.CancelAsync();
        if (running is not null)
        {
            await running;
        }

        metrics.Dispose();
    }

    ValueTask IRunObserver.OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken)
        => events.OnNotificationAsync(method, parameters, cancellationToken);

    Task IRunObserver.OnStartedAsync(EngineHello hello, CancellationToken cancellationToken)
        => events.OnStartedAsync(hello, cancellationToken);

    private EngineRun Current
        => Volatile.Read(ref current) ?? throw new EngineUnavailableException(
            Status.Problem ?? $"The engine \"{options.Name}\" is not running.");

    private async Task SuperviseAsync()
    {
        for (var restarts = 0; !stopping.IsCancellationRequested; restarts++)
        {
            var count = restarts;
            Change(now => now with { Condition = EngineCondition.Starting, Restarts = count });
            await RunOnceAsync();
        }

        Change(now => now with { Condition = EngineCondition.Stopped, Problem = null });
    }

    /// <summary>One life of the process, and the wait for the next.</summary>
    private async Task RunOnceAsync()
    {
        EngineRun? run = null;
        EngineFaultException? fault = null;
        long? ready = null;
        try
        {
            await EndLeftoverAsync();
            var process = EngineProcess.Start(options);
            if (note?.Write(process.Id) is { } reason)
            {
                Log.NotNoted(logger, options.Name, process.Id, reason);
            }

            Log.Started(logger, options.Name, process.Id);
            Change(now => now with { ProcessId = process.Id }, tell: false);
            run = new EngineRun(process, options, this, time, logger);
            var hello = await run.WaitUntilReadyAsync(stopping.Token);
            ready = time.GetTimestamp();
            Log.Ready(logger, options.Name, hello.Version);
            Volatile.Write(ref current, run);
            Change(now => now with { Condition = EngineCondition.Running, Problem = null, Version = hello.Version });
            await run.WatchAsync(hello, bytes => Change(now => now with { MemoryBytes = bytes }, tell: false), stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Log.Stopping(logger, options.Name);
        }
        catch (EngineFaultException exception)
        {
            fault = exception;
        }
        catch (Exception exception)
        {
            Log.Unexpected(logger, exception, options.Name);
            fault = new EngineFaultException($"The engine \"{options.Name}\" could not be used: {exception.Message}", exception);
        }

        Volatile.Write(ref current, null);
        var wait = fault is null ? TimeSpan.Zero : Judge(fault, ready);
        using (run)
        {
            var drained = Task.CompletedTask;
            if (run is not null)
            {
                await run.EndAsync(gently: fault?.EndsGently ?? true, fault?.Message ?? $"The engine \"{options.Name}\" was stopped.");
                drained = run.DrainAsync(stopping.Token);
            }

            Change(now => now with { ProcessId = null, MemoryBytes = null }, tell: false);
            await Task.Delay(wait, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await drained;
        }
    }

    private async Task EndLeftoverAsync()
    {
        if (note is not null && await note.EndAsync(options.StopTimeout, stopping.Token) is { } left)
        {
            Log.LeftoverKilled(logger, options.Name, left, options.StopTimeout);
        }
    }

    /// <summary>Tells what went wrong, and how long to wait before the next try.</summary>
    private TimeSpan Judge(EngineFaultException fault, long? ready)
    {
        var wait = fault.IsBroken
            ? options.LongestBackoff
            : backoff.Next(ready is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero);
        Log.Failed(logger, options.Name, fault.Message, wait);
        Change(now => now with
        {
            Condition = fault.IsBroken ? EngineCondition.Broken : EngineCondition.Backoff,
            Problem = fault.Message,
        });
        return wait;
    }

    private void Change(Func<EngineStatus, EngineStatus> change, bool tell = true)
    {
        EngineStatus changed;
        lock (gate)
        {
            changed = status = change(status);
        }

        try
        {
            if (tell)
            {
                events.OnStateChanged(changed);
            }
        }
        catch (Exception exception)
        {
            Log.ObserverFailed(logger, exception, options.Name);
        }
    }

    [SuppressMessage("Security", "CA5394", Justification = "Jitter needs no secrecy.")]
    private static double NextRandom() => Random.Shared.NextDouble();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Engine {Engine} is starting as process {ProcessId}")]
        public static partial void Started(ILogger logger, string engine, int processId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An earlier process {ProcessId} of engine {Engine}, which did not end within {Limit}, is killed")]
        public static partial void LeftoverKilled(ILogger logger, string engine, int processId, TimeSpan limit);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Process {ProcessId} of engine {Engine} could not be noted, so nobody ends it if it hangs and outlives this host: {Reason}")]
        public static partial void NotNoted(ILogger logger, string engine, int processId, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Engine {Engine} is ready, version {Version}")]
        public static partial void Ready(ILogger logger, string engine, string version);

        [LoggerMessage(Level = LogLevel.Information, Message = "Engine {Engine} is being stopped")]
        public static partial void Stopping(ILogger logger, string engine);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Problem} Engine {Engine} is restarted in {Wait}")]
        public static partial void Failed(ILogger logger, string engine, string problem, TimeSpan wait);

        [LoggerMessage(Level = LogLevel.Error, Message = "Engine {Engine} could not be used")]
        public static partial void Unexpected(ILogger logger, Exception exception, string engine);

        [LoggerMessage(Level = LogLevel.Error, Message = "The owner of engine {Engine} failed to take its state")]
        public static partial void ObserverFailed(ILogger logger, Exception exception, string engine);
    }
}
