using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>A place that somebody shares for a while, and moves. Times are Unix milliseconds.</summary>
public sealed record LiveLocationRow
{
    /// <summary>The event that it is on Matrix: that of the sharing, or the message.</summary>
    public required string EventId { get; init; }

    public required string RoomId { get; init; }

    public required NetworkId Network { get; init; }

    public required ChatKey Chat { get; init; }

    /// <summary>Null: not on the network yet.</summary>
    public RemoteMessageId? Message { get; init; }

    /// <summary>By which account it came, or goes.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Who shares: a person of the network, or a Matrix user.</summary>
    public required string Sender { get; init; }

    public required bool FromMatrix { get; init; }

    /// <summary>It is shown by beacons, else by a message that is edited.</summary>
    public bool IsBeacon { get; init; }

    /// <summary>The newest place, as JSON; null: none yet.</summary>
    public string? Place { get; init; }

    /// <summary>Grows with each place.</summary>
    public long Version { get; init; }

    /// <summary>The version that the other side has; -1: none.</summary>
    public long ShownVersion { get; init; } = -1;

    public long ShownAt { get; init; }

    public required long BeganAt { get; init; }

    public required long EndsAt { get; init; }

    /// <summary>It was stopped before its time.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Nothing more is shown of it.</summary>
    public bool IsClosed { get; init; }
}
