using System.Text.Json;
using Bridges.Engines.Processes;
using Bridges.Engines.Rpc;
using Microsoft.Extensions.Logging;

namespace Bridges.Engines.Supervision;

/// <summary>The life of one engine process, from its start to the last thing it wrote.</summary>
internal sealed partial class EngineRun : IDisposable
{
    /// <summary>
    /// How long output may stay open after the process has ended, because a child of it still holds it, and how long the end may take to show once
    /// the output was closed: on a busy machine neither shows at once.
    /// </summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);

    private readonly EngineProcess process;
    private readonly EngineOptions options;
    private readonly IRunObserver observer;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ErrorOutput errorOutput;
    private readonly TaskCompletionSource<JsonElement> hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource abandonStreams = new();
    private readonly CancellationTokenSource abandonDelivery;
    private readonly Task reading;
    private readonly Task writing;
    private readonly Task delivering;
    private readonly Task forwarding;
    private readonly Task failing;
    private Task started = Task.CompletedTask;

    public EngineRun(EngineProcess process, EngineOptions options, IRunObserver observer, TimeProvider time, ILogger logger)
    {
        this.process = process;
        this.options = options;
        this.observer = observer;
        this.time = time;
        this.logger = logger;
        abandonDelivery = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        errorOutput = new ErrorOutput(options, logger, time);
        Rpc = new RpcConnection(options, time);
        reading = Rpc.ReadAsync(process.Output, abandonStreams.Token);
        writing = Rpc.WriteAsync(process.Input, abandonStreams.Token);
        delivering = Rpc.Notifications.DeliverAsync(DeliverAsync, abandonDelivery.Token);
        forwarding = errorOutput.ForwardAsync(process.ErrorOutput, abandonStreams.Token);
        failing = FailAsync();
    }

    public RpcConnection Rpc { get; }

    /// <summary>Waits until the engine is ready.</summary>
    /// <exception cref="EngineFaultException">It is not, or it is the wrong one.</exception>
    public async Task<EngineHello> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        if (options.HelloMethod is null)
        {
            return new EngineHello(0, options.Name, "", process.Id);
        }

        try
        {
            await await Task.WhenAny(hello.Task, failing).WaitAsync(options.StartTimeout, time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new EngineFaultException(
                $"The engine \"{options.Name}\" did not say hello within {options.StartTimeout.TotalSeconds:0.#} s{Said()}.", exception);
        }

        var introduction = HelloReader.Read(await hello.Task)
            ?? throw new EngineFaultException($"The engine \"{options.Name}\" said hello in a way that is not understood.") { IsBroken = true };
        return options.CheckHello?.Invoke(introduction) is { } problem
            ? throw new EngineFaultException(problem) { EndsGently = true, IsBroken = true }
            : introduction;
    }

    /// <summary>Watches a ready engine; returns only by an exception.</summary>
    /// <exception cref="EngineFaultException">It failed.</exception>
    /// <exception cref="OperationCanceledException">It is to be stopped.</exception>
    public async Task WatchAsync(EngineHello introduction, Action<long> reportMemory, CancellationToken cancellationToken)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        started = TellStartedAsync(introduction, life.Token);
        List<Task> watches =
        [
            failing,
            MemoryWatch.RunAsync(process, options, time, reportMemory, life.Token),
            PingWatch.RunAsync(Rpc, options, time, life.Token),
            started,
        ];
        try
        {
            while (true)
            {
                var ended = await Task.WhenAny(watches);
                watches.Remove(ended);
                await ended;
            }
        }
        finally
        {
            await life.CancelAsync();
        }
    }

    /// <summary>Ends the process; what it still wrote remains to be drained.</summary>
    public async Task EndAsync(bool gently, string because)
    {
        if (gently)
        {
            Rpc.EndInput();
            if (!await EndsWithinAsync(process.Exit, options.StopTimeout))
            {
                Log.Killed(logger, options.Name, process.Id, options.StopTimeout);
            }
        }

        process.Kill();
        if (!await EndsWithinAsync(process.Exit, options.StopTimeout))
        {
            Log.Unkillable(logger, options.Name, process.Id);
        }

        // An answer may still be in the pipe.
        await EndsWithinAsync(reading, LastWords);
        Rpc.Close(because);
    }

    /// <summary>Delivers what the process had written before it ended. When the host stops, only for <see cref="EngineOptions.StopTimeout"/>.</summary>
    public async Task DrainAsync(CancellationToken stopping)
    {
        await using var limit = stopping.Register(() => abandonDelivery.CancelAfter(options.StopTimeout));
        while (!await EndsWithinAsync(reading, LastWords))
        {
            if (!Rpc.Notifications.IsHoldingBack || abandonDelivery.IsCancellationRequested)
            {
                await abandonStreams.CancelAsync();
            }
        }

        // What went wrong in any of these was reported where it happened.
        await Task.WhenAll(delivering, started).WaitAsync(abandonDelivery.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndsWithinAsync(forwarding, LastWords);
        await abandonStreams.CancelAsync();
        await Task.WhenAll(writing, forwarding, reading, failing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        process.Dispose();
        abandonStreams.Dispose();
        abandonDelivery.Dispose();
    }

    /// <summary>Waits for the process to end or to break the protocol, and tells which by its exception.</summary>
    private async Task FailAsync()
    {
        await await Task.WhenAny(reading, writing, process.Exit);
        if (!await EndsWithinAsync(process.Exit, LastWords))
        {
            var closed = reading.IsCompleted ? "output" : "input";
            throw new EngineFaultException($"The engine \"{options.Name}\" closed its standard {closed} without ending{Said()}.");
        }

        await EndsWithinAsync(forwarding, LastWords);
        var code = await process.Exit;
        var signal = code > 128 ? $" (signal {code - 128})" : "";
        throw new EngineFaultException($"The engine \"{options.Name}\" ended with exit code {code}{signal}{Said()}.");
    }

    private async Task TellStartedAsync(EngineHello introduction, CancellationToken cancellationToken)
    {
        try
        {
            await observer.OnStartedAsync(introduction, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process ended meanwhile.
        }
        catch (Exception exception)
        {
            Log.StartFailed(logger, exception, options.Name);
            throw new EngineFaultException($"The engine \"{options.Name}\" started, but could not be set up: {exception.Message}", exception)
            {
                EndsGently = true,
            };
        }
    }

    private async ValueTask DeliverAsync(Notification notification, CancellationToken cancellationToken)
    {
        if (string.Equals(notification.Method, options.HelloMethod, StringComparison.Ordinal))
        {
            hello.TrySetResult(notification.Parameters);
            return;
        }

        try
        {
            await observer.OnNotificationAsync(notification.Method, notification.Parameters, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ConsumerFailed(logger, exception, options.Name, notification.Method);
        }
    }

    private string Said() => errorOutput.LastLine is { } line ? $", having written: {line}" : "";

    private async Task<bool> EndsWithinAsync(Task task, TimeSpan limit)
    {
        if (!task.IsCompleted)
        {
            using var enough = new CancellationTokenSource();
            await Task.WhenAny(task, Task.Delay(limit, time, enough.Token));
            await enough.CancelAsync();
        }

        return task.IsCompleted;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Engine {Engine} (process {ProcessId}) did not end within {Limit} and is killed")]
        public static partial void Killed(ILogger logger, string engine, int processId, TimeSpan limit);

        [LoggerMessage(Level = LogLevel.Error, Message = "Engine {Engine} (process {ProcessId}) cannot be killed")]
        public static partial void Unkillable(ILogger logger, string engine, int processId);

        [LoggerMessage(Level = LogLevel.Error, Message = "Engine {Engine} started, but could not be set up")]
        public static partial void StartFailed(ILogger logger, Exception exception, string engine);

        [LoggerMessage(Level = LogLevel.Error, Message = "A notification {Method} of engine {Engine} was not handled")]
        public static partial void ConsumerFailed(ILogger logger, Exception exception, string engine, string method);
    }
}
