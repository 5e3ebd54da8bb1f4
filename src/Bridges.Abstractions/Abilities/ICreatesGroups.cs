namespace Bridges.Abstractions;

/// <summary>The account can make groups.</summary>
public interface ICreatesGroups
{
    /// <summary>Makes a group of the account and others; called for the command <c>create-group</c>.</summary>
    /// <exception cref="BridgeException">There is no group; its text is the answer.</exception>
    Task<ChatKey> CreateGroupAsync(string name, IReadOnlyList<RemoteUserId> members, CancellationToken cancellationToken);
}
