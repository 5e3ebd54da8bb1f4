namespace Bridges.Abstractions;

/// <summary>
/// What an account may tell the host. All members may be called from any thread, from <see cref="IAccount.StartAsync"/>
/// until <see cref="IAsyncDisposable.DisposeAsync"/> of the account has returned.
/// </summary>
public interface IAccountHost
{
    /// <summary>
    /// Journals an event. When it completes the event is on disk, and the network may be told so. Call it for one chat
    /// in the order in which things happened; it may be called again before the last call completed, and the order of the
    /// calls is kept. It completes late while the host is busy (that is how a module is slowed down), and throws only
    /// <see cref="OperationCanceledException"/> and, where the host's disk fails, <see cref="BridgeException"/>: then
    /// the event is not on disk and is to be told again.
    /// </summary>
    ValueTask ReceiveAsync(RemoteEvent remoteEvent, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a piece of the past; completes when it is on disk. What was bridged before is left out, so that pieces may
    /// overlap and be repeated. All of it comes into the chat's room, so limit it at the source. Nobody is notified of it.
    /// </summary>
    ValueTask ReceiveHistoryAsync(RemoteHistory history, CancellationToken cancellationToken);

    /// <summary>Passes on a sign of typing; may be dropped.</summary>
    void Typing(RemoteTyping typing);

    /// <summary>Passes on who is online; may be dropped.</summary>
    void PresenceChanged(RemotePresence presence);

    /// <summary>A person's name or picture changed.</summary>
    void UserChanged(UserDetails user);

    /// <summary>
    /// One person has another id from now on (a number that became an account id). Tell both ids at once where they are
    /// learned. The host does not join the two ghosts yet: the new id is shown as a person of its own.
    /// </summary>
    ValueTask UserMovedAsync(RemoteUserId from, RemoteUserId to, CancellationToken cancellationToken);

    /// <summary><see cref="IAccount.Self"/> has another value now; completes when that is on disk.</summary>
    ValueTask SelfChangedAsync(CancellationToken cancellationToken);

    /// <summary>Tells how the connection stands. Repeating a state is harmless.</summary>
    void ReportState(AccountState state);

    /// <summary>
    /// Says something to the account's user in the bot's room, once and not in a chat ("your phone was not online for 12
    /// days"). The same text is not repeated within a day.
    /// </summary>
    void Notify(string text);

    /// <summary>Replaces the stored secret of this account; completes when it is on disk.</summary>
    ValueTask SaveSecretAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken);
}
