namespace Bridges.Abstractions;

/// <summary>The account can change messages it sent.</summary>
public interface IEditsMessages
{
    Task EditAsync(OutgoingEdit edit, CancellationToken cancellationToken);
}
