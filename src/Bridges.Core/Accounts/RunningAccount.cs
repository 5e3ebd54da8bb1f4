using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Accounts;

/// <summary>One account while the host runs: the module's side of it, its owner, and what it tells us.</summary>
internal sealed class RunningAccount : IAccountHost, IRemoteAccount, IAsyncDisposable
{
    private readonly AccountStore _store;
    private readonly IAccountEvents _events;
    private readonly SessionGate _gate;
    private readonly Lock _sessionLock = new();
    private readonly CallOrder _order = new();

    public RunningAccount(LoadedNetwork network, AccountRow row, AccountStore store, IAccountEvents events, TimeProvider time)
    {
        _store = store;
        _events = events;
        Network = network.Description.Id;
        NetworkName = network.Description.DisplayName;
        Name = row.Account.Name;
        Id = row.Account.Id;
        Owner = new UserId(row.Owner);
        Since = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt);
        _gate = new SessionGate(session => events.LookForGapAsync(this, session), time);
        Account = network.Network.CreateAccount(row.Account, this);
    }

    public NetworkId Network { get; }

    public string NetworkName { get; }

    public AccountId Id { get; }

    public string Name { get; }

    public UserId Owner { get; }

    /// <summary>When it was first logged in.</summary>
    public DateTimeOffset Since { get; }

    public IAccount Account { get; }

    /// <summary>Nobody has looked at all of its chats yet since its session began.</summary>
    public bool OwesFullLook { get; private set; } = true;

    /// <summary>Counts sessions, so that what was begun in one is not taken for done in the next.</summary>
    public int Session { get; private set; }

    /// <summary>All chats were looked at.</summary>
    /// <param name="session">In which session the look began, when it was connected.</param>
    public void LookedAtAll(int session)
    {
        lock (_sessionLock)
        {
            OwesFullLook &= session != Session;
        }
    }

    public AccountState State { get; private set; } = AccountState.Connecting;

    public ValueTask ReceiveAsync(RemoteEvent remoteEvent, CancellationToken cancellationToken) => new(_order.RunAsync(
        () => _gate.OpenAsync(cancellationToken),
        () => _events.ReceivedAsync(this, remoteEvent, cancellationToken)));

    public ValueTask ReceiveHistoryAsync(RemoteHistory history, CancellationToken cancellationToken) => new(_order.RunAsync(
        () => _gate.OpenAsync(cancellationToken),
        () => _events.HistoryReceivedAsync(this, history, cancellationToken)));

    public void Typing(RemoteTyping typing) => _events.Typing(this, typing);

    public void PresenceChanged(RemotePresence presence)
    {
        // Rooms do not show presence.
    }

    public void UserChanged(UserDetails user) => _events.UserChanged(this, user);

    public ValueTask UserMovedAsync(RemoteUserId from, RemoteUserId to, CancellationToken cancellationToken) =>
        new(_events.UserMovedAsync(this, from, to, cancellationToken));

    public ValueTask SelfChangedAsync(CancellationToken cancellationToken) => new(_events.SelfChangedAsync(this, cancellationToken));

    public void Notify(string text) => _events.Notify(this, text);

    public void ReportState(AccountState state)
    {
        var before = State;
        State = state;
        switch (state.Condition)
        {
            case AccountCondition.Connecting:
                lock (_sessionLock)
                {
                    Session++;
                    OwesFullLook = true;
                }

                _gate.Close();
                break;
            case AccountCondition.Resumed:
                _gate.Close();
                break;
            case AccountCondition.Connected:
                _gate.BeginOpening();
                break;
        }

        _events.StateChanged(this, before);
    }

    public async ValueTask SaveSecretAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken) =>
        await _store.SaveAsync(Network, new StoredAccount(Id, Name, secret), Owner, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _gate.Dispose();
        return Account.DisposeAsync();
    }
}
