namespace Bridges.Abstractions;

/// <summary>The account can show that its user types.</summary>
public interface ISendsTyping
{
    /// <summary>Called when the user begins and ends to type, and again while they go on. Fleeting: where it fails or takes long it is let be.</summary>
    Task SendTypingAsync(ChatKey chat, bool isTyping, CancellationToken cancellationToken);
}
