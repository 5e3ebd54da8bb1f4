using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>A row to be appended.</summary>
/// <param name="Lane">The lane that it belongs to.</param>
/// <param name="SourceKey">Names the event inside its network: a second row with the same is left out. Null: never left out.</param>
public sealed record NewJournalRow(
    string Lane, JournalDirection Direction, NetworkId Network, string? SourceKey, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The Matrix event that it is about, for looking up its fate.</summary>
    public string? EventId { get; init; }

    public string? RoomId { get; init; }
}
