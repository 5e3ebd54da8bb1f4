using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Engines;
using Bridges.Engines.Json;
using Bridges.Signal.Errors;
using Microsoft.Extensions.Logging;

namespace Bridges.Signal.Backend;

/// <summary>The one engine of the module, shared by all accounts and logins: hands each its events.</summary>
internal sealed partial class SignalEngineHub : IEngineEvents, IAsyncDisposable
{
    private readonly ISignalEngine _engine;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, IEventSink> _sinks = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private TaskCompletionSource _running = NewSource();

    /// <param name="connect">Makes the engine that tells its events to this object.</param>
    public SignalEngineHub(Func<IEngineEvents, ISignalEngine> connect, SignalErrors errors, ILogger<SignalEngineHub> logger)
    {
        Errors = errors;
        _logger = logger;
        _engine = connect(this);
    }

    /// <summary>The engine's refusals in words.</summary>
    public SignalErrors Errors { get; }

    public EngineStatus Status => _engine.Status;

    public bool IsRunning => Running.IsCompleted;

    public Task WaitUntilRunningAsync(CancellationToken cancellationToken) => Running.WaitAsync(cancellationToken);

    public void Start() => _engine.Start();

    public void Attach(string name, IEventSink sink) => _sinks[name] = sink;

    public void Detach(string name) => _sinks.TryRemove(name, out _);

    /// <summary>Asks the engine; its failures become those that the host understands.</summary>
    /// <exception cref="Abstractions.BridgeException">It failed.</exception>
    public async Task<JsonElement> AskAsync(string method, JsonObject parameters, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        try
        {
            return await _engine.RequestAsync(method, parameters, timeout, cancellationToken);
        }
        catch (EngineException exception)
        {
            throw Errors.Translate(exception);
        }
    }

    public ValueTask OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (method == "event"
            && parameters.ValueKind == JsonValueKind.Object
            && (parameters.Text("account") ?? parameters.Text("login")) is { } name
            && _sinks.TryGetValue(name, out var sink))
        {
            sink.OnEvent(parameters);
        }

        return ValueTask.CompletedTask;
    }

    public Task OnStartedAsync(EngineHello hello, CancellationToken cancellationToken)
    {
        Log.Started(_logger, hello.Version, hello.ProcessId);
        lock (_gate)
        {
            _running.TrySetResult();
        }

        foreach (var sink in _sinks.Values)
        {
            sink.OnEngineStarted();
        }

        return Task.CompletedTask;
    }

    public void OnStateChanged(EngineStatus status)
    {
        lock (_gate)
        {
            if (status.Condition == EngineCondition.Running || !_running.Task.IsCompleted)
            {
                return;
            }

            _running = NewSource();
        }

        foreach (var sink in _sinks.Values)
        {
            sink.OnEngineLost(status.Problem);
        }
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private Task Running
    {
        get
        {
            lock (_gate)
            {
                return _running.Task;
            }
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The Signal engine runs: libsignal {Version}, process {ProcessId}")]
        public static partial void Started(ILogger logger, string version, int processId);
    }
}
