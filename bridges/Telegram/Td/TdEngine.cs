using System.Collections.Concurrent;
using System.Text.Json;
using Bridges.Engines;
using Bridges.Telegram.Json;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Td;

/// <summary>The one engine process of the module, shared by all accounts: makes clients and hands each its updates.</summary>
internal sealed partial class TdEngine : IEngineEvents, IAsyncDisposable
{
    private readonly ITdTransport _transport;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<long, TdClient> _clients = new();
    private readonly Observed<bool> _isRunning = new(first: false);
    private readonly Lock _gate = new();
    private int _generation;

    /// <param name="connect">Makes the transport that tells its events to this object.</param>
    public TdEngine(Func<IEngineEvents, ITdTransport> connect, ILogger<TdEngine> logger)
    {
        _logger = logger;
        _transport = connect(this);
    }

    public EngineStatus Status => _transport.Status;

    /// <summary>Clients that are open.</summary>
    public IReadOnlyCollection<TdClient> Clients => [.. _clients.Values];

    public void Start() => _transport.Start();

    public Task WaitUntilRunningAsync(CancellationToken cancellationToken) =>
        _isRunning.WaitAsync(isRunning => isRunning, cancellationToken);

    /// <summary>Makes a client. TDLib tells nothing of it before its first request.</summary>
    public async Task<TdClient> CreateClientAsync(CancellationToken cancellationToken)
    {
        var generation = Volatile.Read(ref _generation);
        JsonElement answer;
        try
        {
            answer = await _transport.RequestAsync("client.create", [], TimeSpan.FromSeconds(30), cancellationToken);
        }
        catch (EngineException exception)
        {
            throw EngineFailure.Translate(exception);
        }

        var client = new TdClient(_transport, answer.Number("client"));
        lock (_gate)
        {
            // The engine may have died since its answer, and the next one numbers its clients anew.
            if (generation != _generation)
            {
                throw EngineFailure.NotRunning();
            }

            _clients[client.Id] = client;
        }

        return client;
    }

    public async ValueTask OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (method != "td.update" || parameters.Object("update") is not { } update)
        {
            return;
        }

        if (!_clients.TryGetValue(parameters.Number("client"), out var client))
        {
            Log.UpdateWithoutClient(_logger, update.Type());
            return;
        }

        await client.OnUpdateAsync(update, cancellationToken);
        if (client.IsClosed)
        {
            _clients.TryRemove(client.Id, out _);
        }
    }

    public Task OnStartedAsync(EngineHello hello, CancellationToken cancellationToken)
    {
        Log.Started(_logger, hello.Version, hello.ProcessId);
        return Task.CompletedTask;
    }

    public void OnStateChanged(EngineStatus status)
    {
        var isRunning = status.Condition == EngineCondition.Running;
        _isRunning.Set(isRunning);
        if (!isRunning)
        {
            lock (_gate)
            {
                _generation++;
                EndClients();
            }
        }

        if (status.Condition == EngineCondition.Starting)
        {
            // Until here the last words of the engine that died were still delivered; the next one numbers its clients anew.
            _clients.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        EndClients();
    }

    private void EndClients()
    {
        foreach (var client in Clients)
        {
            client.End();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The Telegram engine runs: TDLib {Version}, process {ProcessId}")]
        public static partial void Started(ILogger logger, string version, int processId);

        [LoggerMessage(2, LogLevel.Debug, "An update of type {UpdateType} belongs to no open client")]
        public static partial void UpdateWithoutClient(ILogger logger, string updateType);
    }
}
