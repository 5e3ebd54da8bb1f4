namespace Bridges.Abstractions;

/// <summary>The account can join chats that it is not in.</summary>
public interface IJoinsChats
{
    /// <summary>Joins; called for the command <c>join</c>. Being in it already succeeds.</summary>
    /// <param name="nameOrLink">A public name or an invite link, as users type it.</param>
    /// <exception cref="BridgeException">It cannot be joined, or the request waits for approval; its text is the answer.</exception>
    Task<ChatKey> JoinAsync(string nameOrLink, CancellationToken cancellationToken);
}
