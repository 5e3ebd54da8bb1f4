namespace Bridges.Abstractions;

/// <summary>The account can block people; called for the commands <c>block</c> and <c>unblock</c>.</summary>
public interface IBlocksPeople
{
    Task SetBlockedAsync(RemoteUserId user, bool isBlocked, CancellationToken cancellationToken);
}
