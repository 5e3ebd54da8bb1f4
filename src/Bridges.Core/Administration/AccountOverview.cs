using Bridges.Abstractions;

namespace Bridges.Core;

/// <summary>An account as an admin sees it.</summary>
public sealed record AccountOverview(NetworkId Network, AccountId Account, string Name, string Owner, AccountState State)
{
    /// <summary>Its network stopped to answer, though it said that it was connected.</summary>
    public bool IsStalled { get; init; }
}
