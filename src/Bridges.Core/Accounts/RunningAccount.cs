using Bridges.Abstractions;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Accounts;

/// <summary>One account while the host runs: the module's side of it, its owner, and what it tells us.</summary>
internal sealed class RunningAccount : IAccountHost, IAsyncDisposable
{
    private readonly AccountServices _services;
    private readonly SessionGate _gate;

    public RunningAccount(LoadedNetwork network, StoredAccount stored, UserId owner, DateTimeOffset since, AccountServices services)
    {
        _services = services;
        Network = network.Description.Id;
        NetworkName = network.Description.DisplayName;
        Name = stored.Name;
        Id = stored.Id;
        Owner = owner;
        Since = since;
        _gate = new SessionGate(session => services.CatchUp.RunAsync(this, session), services.Time);
        Account = network.Network.CreateAccount(stored, this);
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
    public bool OwesFullLook { get; set; } = true;

    public AccountState State { get; private set; } = AccountState.Connecting;

    public async ValueTask ReceiveAsync(RemoteEvent remoteEvent, CancellationToken cancellationToken)
    {
        await _gate.OpenAsync(cancellationToken);
        await JournalAsync(new JournaledRemoteEvent(Id, remoteEvent), cancellationToken);
        if (remoteEvent is RemoteMessage { Chat: { Receiver: null } chat } && !await _services.Chats.ContainsAsync(this, chat, cancellationToken))
        {
            // Where another account told of the message first, this one's copy is left out, and its owner would stay outside.
            await OrderRoomAsync(chat, RoomOrder.BringOwner, cancellationToken);
        }
    }

    /// <summary>Puts an event into the journal, ahead of the gate. What was read from history comes this way.</summary>
    public async Task JournalAsync(JournaledRemoteEvent journaled, CancellationToken cancellationToken)
    {
        var chat = journaled.Event.Chat;
        var source = journaled.Event.DeduplicationKey is { } key ? SourceKeys.Of(Network, chat, key) : null;
        Pass(Checkpoint.EventReceived, journaled.Event);
        await AppendAsync(chat, source, journaled.Serialize(), cancellationToken);
        Pass(Checkpoint.EventJournaled, journaled.Event);
    }

    /// <summary>Asks for a chat's room, in the chat's lane.</summary>
    public Task OrderRoomAsync(ChatKey chat, RoomOrder order, CancellationToken cancellationToken) =>
        AppendAsync(chat, source: null, new JournaledRoomOrder(Id, chat, order).Serialize(), cancellationToken);

    public async ValueTask ReceiveHistoryAsync(RemoteHistory history, CancellationToken cancellationToken)
    {
        foreach (var message in history.Messages)
        {
            await JournalAsync(new JournaledRemoteEvent(Id, message, Replayed: true), cancellationToken);
        }
    }

    public void Typing(RemoteTyping typing) => _services.Typing.Show(this, typing);

    public void PresenceChanged(RemotePresence presence)
    {
        // Rooms do not show presence.
    }

    public void UserChanged(UserDetails user) => _services.Profiles.Changed(this, user);

    public ValueTask UserMovedAsync(RemoteUserId from, RemoteUserId to, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask SelfChangedAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Notify(string text) => _services.StateChanges.Notify(this, text);

    public void ReportState(AccountState state)
    {
        var before = State;
        State = state;
        switch (state.Condition)
        {
            case AccountCondition.Connecting:
                OwesFullLook = true;
                _gate.Close();
                break;
            case AccountCondition.Resumed:
                _gate.Close();
                break;
            case AccountCondition.Connected:
                _gate.BeginOpening();
                break;
        }

        _services.StateChanges.Changed(this, before);
    }

    public async ValueTask SaveSecretAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken) =>
        await _services.Accounts.SaveAsync(Network, new StoredAccount(Id, Name, secret), Owner, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _gate.Dispose();
        return Account.DisposeAsync();
    }

    private async Task AppendAsync(ChatKey chat, string? source, byte[] payload, CancellationToken cancellationToken) =>
        await _services.Journal.AppendAsync(
            [new NewJournalRow(LaneKey.Of(Network, chat), JournalDirection.FromNetwork, Network, source, payload)], transactionId: null, cancellationToken);

    private void Pass(Checkpoint checkpoint, RemoteEvent remoteEvent)
    {
        if (remoteEvent is RemoteMessage or RemoteEdit or RemoteDeletion)
        {
            _services.Checkpoints.Reached(checkpoint);
        }
    }
}
