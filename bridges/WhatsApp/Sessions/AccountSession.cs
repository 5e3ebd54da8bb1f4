using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Engines;
using Microsoft.Extensions.Logging;

namespace Bridges.WhatsApp.Sessions;

/// <summary>
/// Keeps an account open in the engine, again after each restart of it, and passes on what the engine says: events in order,
/// confirmed to the engine once the host has them on disk.
/// </summary>
internal sealed partial class AccountSession : IEngineSession, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly AccountId _account;
    private readonly EngineAccount _engine;
    private readonly string _commandPrefix;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EventPump _pump;
    private readonly ConnectionReport _connection;

    // Never disposed of, as late requests still ask for its token; it holds nothing.
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private Task _opening = Task.CompletedTask;
    private bool _isOpening;
    private int _starts;
    private bool _isDisposed;

    public AccountSession(AccountId account, EngineAccount engine, ConnectionReport connection, IEventSink sink, AccountServices services)
    {
        _account = account;
        _engine = engine;
        _connection = connection;
        _commandPrefix = services.CommandPrefix;
        _time = services.Time;
        _logger = services.Loggers.CreateLogger<AccountSession>();
        _pump = new EventPump(sink, engine.ConfirmAsync, services.Time, services.Loggers.CreateLogger<EventPump>());
    }

    /// <summary>WhatsApp has ended the login.</summary>
    public bool IsOver => _connection.IsOver;

    /// <summary>Completes once the engine has the account open and the connection stands.</summary>
    public ConnectionReport Connection => _connection;

    public void Start()
    {
        _connection.Begin();
        _pump.Start();
        _engine.Register(this);
        lock (_gate)
        {
            Open();
        }
    }

    /// <summary>Asks the engine something about this account.</summary>
    /// <exception cref="BridgeException">It failed.</exception>
    public async Task<JsonElement> RequestAsync(string method, JsonObject parameters, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        if (_connection.IsOver)
        {
            throw BridgeException.Transient($"This WhatsApp account is logged out. Log in again with `{_commandPrefix} login whatsapp`.");
        }

        await _connection.WaitUntilOpenedAsync(Patience, _time, cancellationToken);
        return await _engine.RequestAsync(method, parameters, cancellationToken, timeout);
    }

    public async ValueTask ToldAsync(string method, JsonElement parameters, CancellationToken cancellationToken)
    {
        switch (method)
        {
            case "event":
                _pump.Add(parameters.Number("seq") ?? 0, parameters.Object("event") ?? default);
                break;
            case "state":
                _connection.Follow(parameters.Text("state"), parameters.Text("text"));
                break;
            default:
                _pump.Tell(method, parameters);
                break;
        }

        await ValueTask.CompletedTask;
    }

    public void EngineStopped(string? problem)
    {
        lock (_gate)
        {
            _connection.EngineLost(problem);
            Open();
        }
    }

    /// <summary>Ends the login on WhatsApp.</summary>
    public async Task LogOutAsync(CancellationToken cancellationToken)
    {
        if (!_connection.IsOver)
        {
            await RequestAsync("account.logout", [], cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        _engine.Unregister(this);
        await _opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _pump.DisposeAsync();
        try
        {
            await _engine.CloseAsync(Patience);
        }
        catch (BridgeException exception)
        {
            Log.NotClosed(_logger, exception, _account);
        }
        finally
        {
            _connection.End();
        }
    }

    /// <summary>What is under way goes on, and begins again if the engine that it asked is gone by then.</summary>
    private void Open()
    {
        _starts++;
        if (!_isOpening && !_stopping.IsCancellationRequested)
        {
            _isOpening = true;
            _opening = Task.Run(() => OpenAsync(_stopping.Token));
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_engine.IsRestored)
        {
            _connection.IsStale();
            return;
        }

        while (true)
        {
            var start = Volatile.Read(ref _starts);
            await OpenInEngineAsync(cancellationToken);
            lock (_gate)
            {
                if (start == _starts)
                {
                    _connection.Opened();
                    _isOpening = false;
                    return;
                }
            }
        }
    }

    private async Task OpenInEngineAsync(CancellationToken cancellationToken)
    {
        for (var wait = TimeSpan.FromSeconds(1); ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                await _engine.OpenAsync(cancellationToken);
                return;
            }
            catch (BridgeException exception)
            {
                Log.NotOpened(_logger, exception, _account);
                _connection.Fail(exception.Message);
                await Task.Delay(wait, _time, cancellationToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "WhatsApp account {Account} could not be opened; it is tried again")]
        public static partial void NotOpened(ILogger logger, Exception exception, AccountId account);

        [LoggerMessage(2, LogLevel.Information, "WhatsApp account {Account} could not be closed in the engine")]
        public static partial void NotClosed(ILogger logger, Exception exception, AccountId account);
    }
}
