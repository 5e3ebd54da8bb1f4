using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>A row of the journal.</summary>
public sealed record JournalRow
{
    /// <summary>Grows in the order of commits.</summary>
    public required long Id { get; init; }

    public required string Lane { get; init; }

    public required JournalDirection Direction { get; init; }

    public required NetworkId Network { get; init; }

    /// <summary>Known of what was delivered only where it was asked for by it.</summary>
    public string? SourceKey { get; init; }

    /// <summary>Empty once it is done.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    public JournalState State { get; init; }

    /// <summary>Neither delivered nor given up.</summary>
    public bool IsPending => State is JournalState.Queued or JournalState.HandingOver;

    public int Attempts { get; init; }

    /// <summary>Unix milliseconds; not to be tried before.</summary>
    public long? NextAttemptAt { get; init; }

    /// <summary>Unix milliseconds; when the hand-over to the network began.</summary>
    public long? HandedOverAt { get; init; }

    /// <summary>Why it waits, died, or was finished without having been delivered, in plain words.</summary>
    public string? Reason { get; init; }

    public string? RoomId { get; init; }

    public string? EventId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>The attempts that failed, and when it was brought back: the latest of them, oldest first.</summary>
    public IReadOnlyList<JournalAttempt> Log { get; init; } = [];

    /// <summary>Unix milliseconds; when it was delivered or given up.</summary>
    public long? FinishedAt { get; init; }
}
