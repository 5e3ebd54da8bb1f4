namespace Bridges.Abstractions;

/// <summary>
/// The account can tell the network that its user listened to or looked at a message. Matrix clients tell no such thing: it is called for the
/// command <c>played</c>, by which the user says so.
/// </summary>
public interface ISendsPlayedReceipts
{
    /// <summary>Where it cannot be told, its <see cref="BridgeException"/> is shown to the user.</summary>
    Task MarkPlayedAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken);
}
