namespace Bridges.Abstractions;

/// <summary>
/// The account can delete messages for everyone. Called in the chat's order when an event is redacted; it may come again after a crash: deleting what is gone
/// already succeeds. What the network refuses is told to who redacted it, and the event stays redacted.
/// </summary>
public interface IDeletesMessages
{
    Task DeleteAsync(OutgoingDeletion deletion, CancellationToken cancellationToken);
}
