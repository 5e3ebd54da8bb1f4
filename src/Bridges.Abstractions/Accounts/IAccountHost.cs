namespace Bridges.Abstractions;

/// <summary>What an account may tell the host. All members may be called from any thread.</summary>
public interface IAccountHost
{
    /// <summary>
    /// Journals an event. When it completes the event is on disk, and the network may be told so. Call it for one chat
    /// in the order in which things happened.
    /// </summary>
    ValueTask ReceiveAsync(RemoteEvent remoteEvent, CancellationToken cancellationToken);

    /// <summary>Passes on a sign of typing; may be dropped.</summary>
    void Typing(RemoteTyping typing);

    /// <summary>A person's name or picture changed.</summary>
    void UserChanged(UserDetails user);

    /// <summary>Tells how the connection stands. Repeating a state is harmless.</summary>
    void ReportState(AccountState state);

    /// <summary>Replaces the stored secret of this account; completes when it is on disk.</summary>
    ValueTask SaveSecretAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken);
}
