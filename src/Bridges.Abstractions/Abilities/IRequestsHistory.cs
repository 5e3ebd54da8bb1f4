namespace Bridges.Abstractions;

/// <summary>Older messages can be asked for; they come by <see cref="IAccountHost.ReceiveHistoryAsync"/>, perhaps much later. Not called yet.</summary>
public interface IRequestsHistory
{
    /// <param name="before">The oldest message that is there; null where none is.</param>
    Task RequestHistoryAsync(ChatKey chat, RemoteMessageId? before, int limit, CancellationToken cancellationToken);
}
