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
    /// The same for several events, which are journaled in their order by one commit: all of them are on disk when it completes, or, where it
    /// throws, none, and all are to be told again. For a burst this is a great deal faster than one call after the other.
    /// </summary>
    ValueTask ReceiveAsync(IReadOnlyList<RemoteEvent> remoteEvents, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a piece of the past; completes when it is on disk. What was bridged before is left out, so that pieces may
    /// overlap and be repeated. Of as many chats as the user chose at the login (else <c>bridging.chats_at_login</c>), those that are pushed first, it takes as many
    /// messages each (else <c>bridging.messages_at_login</c>), the last ones of what comes first; the rest is left out. Nobody is notified of it.
    /// </summary>
    ValueTask ReceiveHistoryAsync(RemoteHistory history, CancellationToken cancellationToken);

    /// <summary>Passes on a sign of typing; may be dropped.</summary>
    void Typing(RemoteTyping typing);

    /// <summary>Passes on who is online; may be dropped.</summary>
    void PresenceChanged(RemotePresence presence);

    /// <summary>A person's name or picture changed.</summary>
    void UserChanged(UserDetails user);

    /// <summary>
    /// One person has another id from now on (a number that became an account id); completes when that is on disk, and may be told again.
    /// Whatever names the old id is then about the new one: the new ghost comes into the old one's rooms, which the old one leaves, and
    /// messages, reactions and votes under the old id stay theirs. A direct chat whose key is the old id goes on under the new one, in its room;
    /// for another key that changes with it, tell <see cref="RemoteChatMove"/>. Tell both ids where they are learned, and before the first event under the new one
    /// where that can be: what was said earlier under the new id stays where it is.
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
