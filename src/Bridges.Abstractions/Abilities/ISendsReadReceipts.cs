namespace Bridges.Abstractions;

/// <summary>The account can tell the network what its user has read.</summary>
public interface ISendsReadReceipts
{
    /// <summary>Called when the user has read up to a message in Element; of several in a row, for the newest only. Where it fails it is let be: the next one says as much.</summary>
    Task MarkReadAsync(ChatKey chat, RemoteMessageId upTo, CancellationToken cancellationToken);
}
