using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Engines.Json;
using Microsoft.Extensions.Logging;

namespace Bridges.WhatsApp.Engines;

/// <summary>The one engine process; hands what it says to the login or account that it is about.</summary>
internal sealed partial class WhatsAppEngine : IEngineEvents, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IEngineSession> _sessions = new(StringComparer.Ordinal);
    private readonly Engine _engine;
    private readonly ILogger _logger;

    // Never disposed of, as late requests still ask for its token; it holds nothing.
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WhatsAppEngine(EngineOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        _engine = new Engine(options, this, time, loggers);
        _logger = loggers.CreateLogger<WhatsAppEngine>();
    }

    public EngineStatus Status => _engine.Status;

    public void Start() => _engine.Start();

    /// <summary>What the engine says under this name goes to the session from now on.</summary>
    public void Register(string name, IEngineSession session) => _sessions[name] = session;

    public void Unregister(string name, IEngineSession session) => _sessions.TryRemove(new(name, session));

    public Task WaitUntilRunningAsync(CancellationToken cancellationToken) => Volatile.Read(ref _running).Task.WaitAsync(cancellationToken);

    /// <exception cref="BridgeException">It failed; what for is said in plain words.</exception>
    public async Task<JsonElement> RequestAsync(string method, JsonObject parameters, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        try
        {
            return await _engine.RequestAsync(method, parameters, timeout, cancellationToken);
        }
        catch (EngineException exception)
        {
            throw EngineErrors.Translate(exception);
        }
    }

    public async ValueTask OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (method != "hello" && parameters.Text("session") is { } name && _sessions.TryGetValue(name, out var session))
        {
            await session.ToldAsync(method, parameters, cancellationToken);
        }
    }

    public Task OnStartedAsync(EngineHello hello, CancellationToken cancellationToken)
    {
        Volatile.Read(ref _running).TrySetResult();
        return Task.CompletedTask;
    }

    public void OnStateChanged(EngineStatus status)
    {
        if (status.Condition == EngineCondition.Running)
        {
            return;
        }

        if (Volatile.Read(ref _running).Task.IsCompleted)
        {
            Volatile.Write(ref _running, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Log.Gone(_logger, _sessions.Count);
            foreach (var session in _sessions.Values)
            {
                session.EngineStopped(status.Problem);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _engine.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The WhatsApp engine is gone; {Sessions} sessions wait for the next")]
        public static partial void Gone(ILogger logger, int sessions);
    }
}
