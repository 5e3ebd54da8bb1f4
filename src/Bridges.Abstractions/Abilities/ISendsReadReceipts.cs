namespace Bridges.Abstractions;

/// <summary>The account can tell the network what its user has read.</summary>
public interface ISendsReadReceipts
{
    Task MarkReadAsync(ChatKey chat, RemoteMessageId upTo, CancellationToken cancellationToken);
}
