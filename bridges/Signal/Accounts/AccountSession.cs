using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;
using Bridges.Signal.Errors;
using Microsoft.Extensions.Logging;

namespace Bridges.Signal.Accounts;

/// <summary>
/// Keeps the account started at the engine, through the engine's deaths, and tells the host how it stands. Signal keeps what a device has not
/// acknowledged and sends it in order, so a connection that comes back leaves no gap.
/// </summary>
internal sealed partial class AccountSession(
    EngineAccount engine, AccountSecret secret, EventIntake intake, IAccountHost host, Action<JsonElement> typing, AccountServices services) : IEventSink, IDisposable
{
    /// <summary>Between two tries of a start, and of what a new login asks for; the last again and again.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)];

    private readonly ILogger _logger = services.Loggers.CreateLogger<AccountSession>();
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _starting = new(1, 1);
    private AccountSecret _secret = secret;
    private int _orders;
    private volatile bool _isOut;
    private volatile bool _wasConnected;
    private Func<CancellationToken, Task>? _afterConnect;
    private volatile Task _later = Task.CompletedTask;

    /// <summary>Runs once the account is connected for the first time in this session.</summary>
    public void AfterConnect(Func<CancellationToken, Task> work) => _afterConnect = work;

    public AccountSecret Secret => _secret;

    public void Begin()
    {
        host.ReportState(AccountState.Connecting);
        services.Hub.Attach(engine.Name, this);
        if (services.Hub.IsRunning)
        {
            OnEngineStarted();
        }
    }

    public async Task EndAsync()
    {
        services.Hub.Detach(engine.Name);
        await _ending.CancelAsync();
        intake.Complete();
        await _later.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!services.Hub.IsRunning)
        {
            return;
        }

        try
        {
            await engine.AskAsync("stop", [], CancellationToken.None, TimeSpan.FromSeconds(8));
        }
        catch (BridgeException)
        {
            // It ends with the engine.
        }
    }

    /// <summary>
    /// Starts the account at the engine anew, with new connections. An engine that hangs does not answer that: its supervision, which pings it, ends it,
    /// and all accounts are started at the next one.
    /// </summary>
    public async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        host.ReportState(AccountState.Connecting);
        await _starting.WaitAsync(cancellationToken);
        try
        {
            await StartOnceAsync(cancellationToken);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Transient)
        {
            // What was started before has ended with the try.
            _ = StartAsync();
            throw;
        }
        finally
        {
            _starting.Release();
        }
    }

    public void Dispose()
    {
        _ending.Dispose();
        _starting.Dispose();
    }

    /// <summary>Replaces what the host keeps of the account.</summary>
    public async Task SaveAsync(Func<AccountSecret, AccountSecret> change, CancellationToken cancellationToken)
    {
        _secret = change(_secret);
        await host.SaveSecretAsync(_secret.ToBytes(), cancellationToken);
    }

    public void OnEvent(JsonElement told)
    {
        switch (told.Text("kind"))
        {
            case "connection":
                OnConnection(told.Text("state"));
                break;
            case "typing":
                typing(told);
                break;
            default:
                intake.Add(told);
                break;
        }
    }

    public void OnEngineStarted() => _ = StartAsync();

    public void OnEngineLost(string? why)
    {
        if (!_isOut)
        {
            host.ReportState(new AccountState(_wasConnected ? AccountCondition.Disconnected : AccountCondition.Connecting, why ?? "The Signal engine is being started again."));
        }
    }

    /// <summary>Until it is started, or the engine is another one, which is asked anew.</summary>
    private async Task StartAsync()
    {
        var ending = _ending.Token;
        var order = Interlocked.Increment(ref _orders);
        try
        {
            for (var failures = 0; order == Volatile.Read(ref _orders) && !await IsStartedAsync(ending); failures++)
            {
                await Task.Delay(Pauses[Math.Min(failures, Pauses.Length - 1)], services.Time, ending);
            }
        }
        catch (OperationCanceledException)
        {
            // The account ends.
        }
        catch (BridgeException exception)
        {
            LogOut(exception.Message);
        }
    }

    /// <summary>False where it may work later.</summary>
    private async Task<bool> IsStartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _starting.WaitAsync(cancellationToken);
            try
            {
                await StartOnceAsync(cancellationToken);
                return true;
            }
            finally
            {
                _starting.Release();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not BridgeException { Kind: FailureKind.Permanent })
        {
            Log.NotStarted(_logger, exception);
            host.ReportState(new AccountState(AccountCondition.Connecting, exception is BridgeException ? exception.Message : "The Signal account could not be started; see the log."));
            return false;
        }
    }

    private async Task StartOnceAsync(CancellationToken cancellationToken)
    {
        if (services.Folders.IsRestored(_secret.Folder))
        {
            // Neither the host's number nor Signal's keys tell of a copy from within the same session.
            throw BridgeException.Permanent(SignalErrors.StaleState);
        }

        var answer = await engine.AskAsync(
            "start",
            new JsonObject
            {
                ["path"] = services.Folders.DatabaseOf(_secret.Folder), ["key"] = _secret.Key, ["generation"] = _secret.Generation, ["stories"] = services.Options.Stories,
            },
            cancellationToken);
        if (answer.Number("generation") is { } generation)
        {
            // Whoever restores an older file from here on is found out.
            await SaveAsync(now => now with { Generation = generation }, cancellationToken);
        }
    }

    private void OnConnection(string? state)
    {
        switch (state)
        {
            case "connected":
                _wasConnected = true;
                host.ReportState(AccountState.Connected);
                if (Interlocked.Exchange(ref _afterConnect, null) is { } work)
                {
                    _later = AfterConnectAsync(work);
                }

                break;
            case "lost":
                host.ReportState(new AccountState(_wasConnected ? AccountCondition.Disconnected : AccountCondition.Connecting, "Signal cannot be reached just now."));
                break;
            case "replaced":
                host.ReportState(new AccountState(AccountCondition.Disconnected, "Another program uses this login, so Signal ends the connection again and again. Make sure that its data is used by one Bridges only."));
                break;
            case "expired":
                host.ReportState(new AccountState(AccountCondition.Disconnected, SignalErrors.TooOld));
                host.Notify(SignalErrors.TooOld);
                break;
            case "unlinked":
                LogOut(SignalErrors.LoggedOut);
                break;
            case "stale-state":
                LogOut(SignalErrors.StaleState);
                break;
        }
    }

    private void LogOut(string why)
    {
        _isOut = true;
        host.ReportState(new AccountState(AccountCondition.LoggedOut, why));
    }

    /// <summary>A connection that breaks meanwhile, or an engine that dies, must not leave the login without its contacts until the next start.</summary>
    private async Task AfterConnectAsync(Func<CancellationToken, Task> work)
    {
        var ending = _ending.Token;
        try
        {
            for (var failures = 0; ; failures++)
            {
                try
                {
                    await work(ending);
                    return;
                }
                catch (BridgeException exception) when (exception.Kind == FailureKind.Transient)
                {
                    Log.LaterWorkIsRepeated(_logger, exception);
                    await Task.Delay(Pauses[Math.Min(failures, Pauses.Length - 1)], services.Time, ending);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The account ends.
        }
        catch (BridgeException exception)
        {
            Log.LaterWorkFailed(_logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A Signal account could not be started and is tried again")]
        public static partial void NotStarted(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "What a new Signal login asks its phone for failed; it is asked again at the next start")]
        public static partial void LaterWorkFailed(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "What a new Signal login asks its phone for failed and is asked again")]
        public static partial void LaterWorkIsRepeated(ILogger logger, Exception exception);
    }
}
