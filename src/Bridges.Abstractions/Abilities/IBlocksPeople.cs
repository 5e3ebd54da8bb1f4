namespace Bridges.Abstractions;

/// <summary>The account can block people.</summary>
public interface IBlocksPeople
{
    Task SetBlockedAsync(RemoteUserId user, bool isBlocked, CancellationToken cancellationToken);
}
