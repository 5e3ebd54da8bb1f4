namespace Bridges.Abstractions;

/// <summary>A person as the network shows them now.</summary>
public sealed record UserDetails
{
    public required RemoteUserId Id { get; init; }

    /// <summary>What to call them; never empty.</summary>
    public required string Name { get; init; }

    /// <summary>Public handle without a leading sign, or null.</summary>
    public string? Username { get; init; }

    /// <summary>E.164 with a leading plus sign, or null where it is not shown.</summary>
    public string? Phone { get; init; }

    public bool IsBot { get; init; }

    public AvatarReference? Avatar { get; init; }
}
