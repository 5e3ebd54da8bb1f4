namespace Bridges.Abstractions;

/// <summary>The account can change messages it sent.</summary>
public interface IEditsMessages
{
    /// <summary>Changes a message; completes when the network has it, with the new <see cref="RemoteEdit.Version"/>.</summary>
    Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken);
}
