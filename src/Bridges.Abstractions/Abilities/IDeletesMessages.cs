namespace Bridges.Abstractions;

/// <summary>The account can delete messages for everyone. Deleting what is gone already succeeds.</summary>
public interface IDeletesMessages
{
    Task DeleteAsync(OutgoingDeletion deletion, CancellationToken cancellationToken);
}
