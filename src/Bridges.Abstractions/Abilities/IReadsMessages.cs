namespace Bridges.Abstractions;

/// <summary>
/// The account can ask the network for what one message says. For networks that tell which message is answered, and not how it begins: where the room does
/// not have it, the host asks, for some seconds at most, and shows the beginning above the answer. An account that failed is not asked again for a minute.
/// </summary>
public interface IReadsMessages
{
    /// <returns>Null where the message is gone, or says nothing.</returns>
    Task<MessageContent?> ReadMessageAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken);
}
