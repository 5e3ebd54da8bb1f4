using Bridges.Abstractions;

namespace Bridges.ModuleKit;

/// <summary>An account's host that takes everything and remembers it.</summary>
public sealed class RecordingHost : IAccountHost
{
    /// <summary>One reference: tests read it while the account writes it.</summary>
    private volatile byte[]? _secret;

    public Recorder<RemoteEvent> Events { get; } = new();

    public Recorder<RemoteHistory> History { get; } = new();

    public Recorder<RemoteTyping> TypingSigns { get; } = new();

    public Recorder<RemotePresence> Presences { get; } = new();

    public Recorder<UserDetails> Users { get; } = new();

    public Recorder<(RemoteUserId From, RemoteUserId To)> Moves { get; } = new();

    public Recorder<AccountState> States { get; } = new();

    public Recorder<string> Notifications { get; } = new();

    /// <summary>The newest secret that the account saved.</summary>
    public ReadOnlyMemory<byte>? Secret => _secret is { } secret ? new ReadOnlyMemory<byte>(secret) : null;

    /// <summary>Runs before an event is taken; may wait or throw.</summary>
    public Func<RemoteEvent, CancellationToken, ValueTask>? BeforeReceiving { get; set; }

    /// <summary>Runs before a secret is saved; may wait or throw.</summary>
    public Func<CancellationToken, ValueTask>? BeforeSaving { get; set; }

    public ValueTask ReceiveAsync(RemoteEvent remoteEvent, CancellationToken cancellationToken) => ReceiveAsync([remoteEvent], cancellationToken);

    public async ValueTask ReceiveAsync(IReadOnlyList<RemoteEvent> remoteEvents, CancellationToken cancellationToken)
    {
        if (BeforeReceiving is { } before)
        {
            foreach (var remoteEvent in remoteEvents)
            {
                await before(remoteEvent, cancellationToken);
            }
        }

        foreach (var remoteEvent in remoteEvents)
        {
            Events.Add(remoteEvent);
        }
    }

    public ValueTask ReceiveHistoryAsync(RemoteHistory history, CancellationToken cancellationToken)
    {
        History.Add(history);
        return ValueTask.CompletedTask;
    }

    public void Typing(RemoteTyping typing) => TypingSigns.Add(typing);

    public void PresenceChanged(RemotePresence presence) => Presences.Add(presence);

    public void UserChanged(UserDetails user) => Users.Add(user);

    public ValueTask UserMovedAsync(RemoteUserId from, RemoteUserId to, CancellationToken cancellationToken)
    {
        Moves.Add((from, to));
        return ValueTask.CompletedTask;
    }

    public ValueTask SelfChangedAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void ReportState(AccountState state) => States.Add(state);

    public void Notify(string text) => Notifications.Add(text);

    public async ValueTask SaveSecretAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        if (BeforeSaving is { } before)
        {
            await before(cancellationToken);
        }

        _secret = secret.ToArray();
    }

    public Task ConnectedAsync() => States.FirstAsync(state => state.Condition == AccountCondition.Connected);

    /// <summary>The first message with this text.</summary>
    public Task<RemoteMessage> MessageAsync(string text) => Events.FirstAsync<RemoteMessage>(message => TextOf(message.Parts) == text);

    public static string? TextOf(IReadOnlyList<MessagePart> parts) => (parts[0].Content as TextContent)?.Text.Text;
}
