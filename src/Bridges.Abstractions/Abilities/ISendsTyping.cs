namespace Bridges.Abstractions;

/// <summary>The account can show that its user types.</summary>
public interface ISendsTyping
{
    Task SendTypingAsync(ChatKey chat, bool isTyping, CancellationToken cancellationToken);
}
