namespace Bridges.Abstractions;

/// <summary>The account can block people; called for the commands <c>block</c> and <c>unblock</c>, whose answer is the text of what is thrown. What is so already succeeds.</summary>
public interface IBlocksPeople
{
    Task SetBlockedAsync(RemoteUserId user, bool isBlocked, CancellationToken cancellationToken);
}
