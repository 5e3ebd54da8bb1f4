using Bridges.Abstractions;

namespace Bridges.Core.Accounts;

/// <summary>What a module's account can tell the host: each call goes to those who know what to do with it, events in the order of the calls.</summary>
internal sealed class AccountHost : IAccountHost, IAccountSession
{
    private readonly RunningAccount _account;
    private readonly AccountStore _store;
    private readonly IAccountEvents _events;
    private readonly SessionGate _gate;
    private readonly TimeProvider _time;
    private readonly CallOrder _order = new();
    private readonly Lock _saving = new();
    private bool _isOver;

    public AccountHost(RunningAccount account, AccountStore store, IAccountEvents events, TimeProvider time)
    {
        _account = account;
        _store = store;
        _events = events;
        _time = time;
        _gate = new SessionGate(session => events.LookForGapAsync(account, session), time);
    }

    public ValueTask ReceiveAsync(RemoteEvent remoteEvent, CancellationToken cancellationToken) => ReceiveAsync([remoteEvent], cancellationToken);

    public ValueTask ReceiveAsync(IReadOnlyList<RemoteEvent> remoteEvents, CancellationToken cancellationToken)
    {
        Seen();
        var held = new List<long>();
        return new(_order.RunAsync(WaitAsync, () => _events.ReceivedAsync(_account, remoteEvents, held, cancellationToken)));

        async Task WaitAsync()
        {
            foreach (var remoteEvent in _gate.IsOpen ? [] : remoteEvents)
            {
                if (await _events.HoldAsync(_account, remoteEvent, cancellationToken) is { } number)
                {
                    held.Add(number);
                }
            }

            await _gate.OpenAsync(cancellationToken);
        }
    }

    public ValueTask ReceiveHistoryAsync(RemoteHistory history, CancellationToken cancellationToken)
    {
        Seen();
        return new(_order.RunAsync(() => _gate.OpenAsync(cancellationToken), () => _events.HistoryReceivedAsync(_account, history, cancellationToken)));
    }

    public void Typing(RemoteTyping typing)
    {
        Seen();
        _events.Typing(_account, typing);
    }

    // Rooms do not show presence.
    public void PresenceChanged(RemotePresence presence) => Seen();

    public void UserChanged(UserDetails user)
    {
        Seen();
        _events.UserChanged(_account, user);
    }

    public ValueTask UserMovedAsync(RemoteUserId from, RemoteUserId to, CancellationToken cancellationToken) =>
        new(_events.UserMovedAsync(_account, from, to, cancellationToken));

    public ValueTask SelfChangedAsync(CancellationToken cancellationToken) => new(_events.SelfChangedAsync(_account, cancellationToken));

    public void Notify(string text) => _events.Notify(_account, text);

    public void ReportState(AccountState state)
    {
        var before = _account.State;
        _account.State = state;
        switch (state.Condition)
        {
            case AccountCondition.Connecting:
                _account.BeginSession();
                _gate.Close();
                break;
            case AccountCondition.Resumed:
                _gate.Close();
                break;
            case AccountCondition.Connected:
                _gate.BeginOpening();
                break;
        }

        _events.StateChanged(_account, before);
    }

    public ValueTask SaveSecretAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        lock (_saving)
        {
            return _isOver
                ? ValueTask.CompletedTask
                : new(_store.SaveAsync(_account.Network, new StoredAccount(_account.Id, _account.Name, secret), _account.Owner, cancellationToken));
        }
    }

    /// <inheritdoc/>
    public void Over()
    {
        lock (_saving)
        {
            _isOver = true;
        }
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>What only the network can have told shows that it still does.</summary>
    private void Seen() => _account.Traffic.Seen(_time.GetUtcNow());
}
