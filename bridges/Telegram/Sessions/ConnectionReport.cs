using Bridges.Abstractions;
using Bridges.Telegram.Options;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Sessions;

/// <summary>
/// Tells the host how the connection stands. A session begins with <see cref="AccountCondition.Connecting"/>. A connection lost in
/// the midst of it is <see cref="AccountCondition.Disconnected"/>; but TDLib closes only small gaps by itself: where more than a
/// hundred things happened in a supergroup or channel it goes on with the last of them. So what comes back after more than
/// a moment is <see cref="AccountCondition.Resumed"/> first, so that the host looks at what happened meanwhile.
/// </summary>
internal sealed class ConnectionReport(IAccountHost host, UpdateQueue<AccountUpdate> queue, ProxyOptions? proxy, TimeProvider time)
{
    /// <summary>In less, a hundred messages do not come together in one chat.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private AccountState? _last;
    private IDisposable? _lift;
    private bool _wasConnected;
    private long? _lostAt;

    /// <summary>A session begins.</summary>
    public void Begin() => Begin(AccountState.Connecting);

    /// <summary>There is no session yet, and this is why.</summary>
    public void Fail(string why) => Begin(new AccountState(AccountCondition.Connecting, why));

    /// <summary>There will be no session any more.</summary>
    public void End(string why)
    {
        lock (_gate)
        {
            Report(new AccountState(AccountCondition.LoggedOut, why));
        }
    }

    /// <summary>The client may have another connection state than before.</summary>
    public void Follow(ITdCondition client)
    {
        if (!client.IsLoggedIn)
        {
            return;
        }

        lock (_gate)
        {
            Follow(client.ConnectionState);
        }
    }

    /// <summary>An event is about to be queued. TDLib tells that it is connected a little later than what it then hears.</summary>
    public void BeforeEvent()
    {
        lock (_gate)
        {
            BeginAgainIfLost();
        }
    }

    private void Begin(AccountState state)
    {
        lock (_gate)
        {
            _wasConnected = false;
            _lostAt = null;
            Report(state);
        }
    }

    private void Follow(string connection)
    {
        switch (connection)
        {
            case "connectionStateReady":
                BeginAgainIfLost();
                _wasConnected = true;
                _lostAt = null;
                Report(AccountState.Connected);
                break;
            case "connectionStateUpdating":
                BeginAgainIfLost();
                break;
            case "connectionStateWaitingForNetwork" when proxy is not null:
                Lose($"Telegram cannot be reached through the proxy {proxy.Server} just now.");
                break;
            case "connectionStateWaitingForNetwork":
                Lose("There is no network.");
                break;
            case "connectionStateConnectingToProxy":
                Lose($"Connecting to the proxy {proxy?.Server}. If this lasts, check `proxy` in the configuration.");
                break;
            case "connectionStateConnecting":
                Lose("Connecting to Telegram.");
                break;
        }
    }

    private void Lose(string why)
    {
        _lostAt ??= time.GetTimestamp();
        Report(new AccountState(_wasConnected ? AccountCondition.Disconnected : AccountCondition.Connecting, why));
    }

    private void BeginAgainIfLost()
    {
        if (_wasConnected && _lostAt is { } lostAt && time.GetElapsedTime(lostAt) > Moment)
        {
            Begin(AccountState.Resumed);
        }
    }

    private void Report(AccountState state)
    {
        if (state == _last)
        {
            return;
        }

        _last = state;
        if (state.Condition == AccountCondition.Connected)
        {
            _lift?.Dispose();
            _lift = null;
        }
        else
        {
            // The host takes no event before the account is up, and that it is stands behind the events.
            _lift ??= queue.LiftBound();
        }

        host.ReportState(state);
    }
}
