namespace Bridges.Abstractions;

/// <summary>The account can change messages it sent.</summary>
public interface IEditsMessages
{
    /// <summary>
    /// Changes a message; completes when the network has it, with the new <see cref="RemoteEdit.Version"/>. Called in the chat's order; it may come again after
    /// a crash, with the same content.
    /// </summary>
    /// <exception cref="BridgeException">Transient: tried again. Permanent: the author is told its text.</exception>
    Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken);
}
