using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>A ghost as it was last shown on Matrix.</summary>
public sealed record GhostRow
{
    public required NetworkId Network { get; init; }

    public required RemoteUserId User { get; init; }

    public required string Name { get; init; }

    public string? AvatarId { get; init; }

    public string? AvatarMxc { get; init; }

    /// <summary>The homeserver knows the user.</summary>
    public required bool IsRegistered { get; init; }

    public bool IsBot { get; init; }
}
