using Bridges.Abstractions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Accounts.Updates;

/// <summary>
/// TDLib's connection states in the host's terms. A session begins with <see cref="AccountCondition.Connecting"/>; once it
/// was up, a lost connection is <see cref="AccountCondition.Disconnected"/>, as TDLib closes the gap by itself.
/// </summary>
internal sealed class ConnectionReport(ProxyOptions? proxy)
{
    private readonly Lock _gate = new();
    private AccountState? _last;
    private bool _wasConnected;

    /// <summary>A new session begins.</summary>
    public AccountState Begin()
    {
        lock (_gate)
        {
            _wasConnected = false;
            return _last = AccountState.Connecting;
        }
    }

    /// <returns>The state to report; null where it is the one reported last.</returns>
    public AccountState? Next(TdClient client)
    {
        if (client.Ended.IsCompleted || !client.Authorization.Value.Is("authorizationStateReady"))
        {
            return null;
        }

        lock (_gate)
        {
            var state = StateOf(client.Connection.Value);
            if (state is null || state == _last)
            {
                return null;
            }

            _wasConnected |= state.Condition == AccountCondition.Connected;
            return _last = state;
        }
    }

    private AccountState? StateOf(string connection) => connection switch
    {
        "connectionStateReady" => AccountState.Connected,
        "connectionStateWaitingForNetwork" => Down("There is no network."),
        "connectionStateConnectingToProxy" => Down($"Connecting to the proxy {proxy?.Server}. If this lasts, check `proxy` in the configuration."),
        "connectionStateConnecting" => Down("Connecting to Telegram."),
        _ => null,
    };

    private AccountState Down(string why) =>
        new(_wasConnected ? AccountCondition.Disconnected : AccountCondition.Connecting, why);
}
