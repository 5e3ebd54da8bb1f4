using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>A chat and the room that mirrors it.</summary>
public sealed record PortalRow
{
    public required NetworkId Network { get; init; }

    public required ChatKey Chat { get; init; }

    /// <summary>Null while the room is not made.</summary>
    public string? RoomId { get; init; }

    public required ChatKind Kind { get; init; }

    public string? Name { get; init; }

    public string? Topic { get; init; }

    /// <summary>The picture's id on the network, and its address on the homeserver.</summary>
    public string? AvatarId { get; init; }

    public string? AvatarMxc { get; init; }

    /// <summary>The other person of a direct chat.</summary>
    public string? OtherUser { get; init; }

    /// <summary>The room was being made: after a crash it may exist without being known.</summary>
    public bool IsCreating { get; init; }

    /// <summary>It had a room, which nobody read any more.</summary>
    public bool IsClosed => RoomId is null && !IsCreating;

    /// <summary>Names what every room has that was made, or mended, by this version; another, or null: made by an earlier one.</summary>
    public string? InfoHash { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreatedAt { get; init; }
}
