using System.Collections.Concurrent;
using System.Text.Json;
using Bridges.Engines;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Td;

/// <summary>The one engine process of the module, shared by all accounts: makes clients and hands each its updates.</summary>
internal sealed partial class TdEngine : IEngineEvents, IAsyncDisposable
{
    private readonly ITdTransport _transport;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<long, TdClient> _clients = new();
    private readonly Observed<bool> _isRunning = new(first: false);

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
        _clients[client.Id] = client;
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
        if (client.IsClosed && _clients.TryRemove(client.Id, out _))
        {
            // A request must not be waited for here: its answer may stand behind the next notification.
            _ = ForgetAsync(client);
        }
    }

    public Task OnStartedAsync(Engine engine, EngineHello hello, CancellationToken cancellationToken)
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
            EndClients();
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

    private async Task ForgetAsync(TdClient client)
    {
        try
        {
            await _transport.RequestAsync("client.forget", new() { ["client"] = client.Id }, TimeSpan.FromSeconds(30), CancellationToken.None);
        }
        catch (EngineException exception)
        {
            Log.NotForgotten(_logger, exception, client.Id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The Telegram engine runs: TDLib {Version}, process {ProcessId}")]
        public static partial void Started(ILogger logger, string version, int processId);

        [LoggerMessage(2, LogLevel.Debug, "An update of type {UpdateType} belongs to no open client")]
        public static partial void UpdateWithoutClient(ILogger logger, string updateType);

        [LoggerMessage(3, LogLevel.Debug, "The engine did not forget its closed client {Client}")]
        public static partial void NotForgotten(ILogger logger, Exception exception, long client);
    }
}
