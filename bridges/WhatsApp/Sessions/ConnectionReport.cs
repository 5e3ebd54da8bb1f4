using Bridges.Abstractions;

namespace Bridges.WhatsApp.Sessions;

/// <summary>
/// Tells the host how the connection stands. The engine misses nothing (WhatsApp's server keeps what is not confirmed, and the
/// engine what the host has not), so that a connection that is back is up to date.
/// </summary>
internal sealed class ConnectionReport(IAccountHost host)
{
    private const string Stale =
        "The data of this login is older than what WhatsApp has seen (it was restored from a backup, perhaps), and others could not read what it sends. "
        + "Log in again with `login whatsapp`; your rooms stay. Then remove the old entry under Linked devices in WhatsApp on the phone.";

    private const string Contested =
        "Another connection takes this login over again and again, perhaps a second bridge with a copy of its data. It is tried more and more rarely here; "
        + "end the other one, or log in again with `login whatsapp`.";

    private static readonly TimeSpan LongestWaitForHistory = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AccountState? _last;
    private bool _wasConnected;
    private bool _isOpen;
    private bool _historyIsAwaited;
    private bool _hasEnded;
    private volatile bool _isOver;

    public bool IsOver => _isOver;

    /// <summary>The engine has opened the account and takes requests for it.</summary>
    public void Opened() => Volatile.Read(ref _opened).TrySetResult();

    public void Begin() => Report(AccountState.Connecting);

    /// <summary>The account is closed: the host hears no more of it.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
        }
    }

    public void Fail(string why) => Report(new AccountState(AccountCondition.Connecting, why));

    public void EngineLost(string? problem)
    {
        if (Volatile.Read(ref _opened).Task.IsCompleted)
        {
            Volatile.Write(ref _opened, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        Lost(problem ?? "The WhatsApp engine is being restarted.");
    }

    /// <summary>A new login: its history is on its way, and chats are looked at once it is here, or does not come.</summary>
    public void AwaitHistory(TimeProvider time)
    {
        _historyIsAwaited = true;
        _ = HistoryIsLateAsync(time);
    }

    public void HistoryIsHere()
    {
        lock (_gate)
        {
            if (_historyIsAwaited && _isOpen)
            {
                Report(AccountState.Connected);
            }

            _historyIsAwaited = false;
        }
    }

    public void Follow(string? state, string? text)
    {
        // What the engine says of the connection, and that the history is here, come on two ways: what is told last is so.
        lock (_gate)
        {
            Take(state, text);
        }
    }

    private void Take(string? state, string? text)
    {
        _isOpen = state == "open";
        switch (state)
        {
            case "open":
                _wasConnected = true;
                if (!_historyIsAwaited)
                {
                    Report(AccountState.Connected);
                }

                break;
            case "loggedOut" or "untrusted":
                _isOver = state == "loggedOut";
                Report(new AccountState(_isOver ? AccountCondition.LoggedOut : AccountCondition.Disconnected, text));
                break;
            case "stale":
                IsStale();
                break;
            case "contested":
                host.Notify(Contested);
                Lost(text ?? Contested);
                break;
            case "banned" when text is not null:
                host.Notify(text);
                Lost(text);
                break;
            default:
                Lost(text ?? "Connecting to WhatsApp.");
                break;
        }
    }

    /// <summary>What is kept of the login must not be used any more.</summary>
    public void IsStale()
    {
        _isOver = true;
        Report(new AccountState(AccountCondition.LoggedOut, Stale));
    }

    /// <exception cref="BridgeException">It is not there for a while.</exception>
    public async Task WaitUntilOpenedAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await Volatile.Read(ref _opened).Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw BridgeException.Transient("The WhatsApp engine does not run just now.", inner: exception);
        }
    }

    private async Task HistoryIsLateAsync(TimeProvider time)
    {
        await Task.Delay(LongestWaitForHistory, time);
        HistoryIsHere();
    }

    private void Lost(string why) => Report(new AccountState(_wasConnected ? AccountCondition.Disconnected : AccountCondition.Connecting, why));

    private void Report(AccountState state)
    {
        lock (_gate)
        {
            if (_hasEnded || state == _last || (_isOver && state.Condition != AccountCondition.LoggedOut))
            {
                return;
            }

            _last = state;
            host.ReportState(state);
        }
    }
}
