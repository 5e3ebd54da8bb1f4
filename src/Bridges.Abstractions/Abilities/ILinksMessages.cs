namespace Bridges.Abstractions;

/// <summary>
/// The network has links to messages. The host turns those of bridged messages into Matrix links and back. Answer from
/// memory: it is asked for each link.
/// </summary>
public interface ILinksMessages
{
    /// <returns>What the link names; null where it names no message that this account could see.</returns>
    MessageAddress? ReadLink(string url);

    /// <returns>Null where the message has no link.</returns>
    string? LinkTo(MessageAddress message);
}
