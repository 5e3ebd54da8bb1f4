namespace Bridges.Abstractions;

/// <summary>The account can tell the network that its user listened to or looked at a message. Not called yet.</summary>
public interface ISendsPlayedReceipts
{
    Task MarkPlayedAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken);
}
