using Bridges.Storage;

namespace Bridges.Host.Administration;

/// <summary>A message that was given up, as <c>bridges dead-letters</c> lists it: where it belongs and why it died, not what it says.</summary>
internal sealed record DeadLetterLine(
    long Id, string Network, string Direction, DateTimeOffset Received, int Attempts, string? Reason, string? Room, string? Event)
{
    public static DeadLetterLine From(JournalRow row) => new(
        row.Id,
        row.Network.Value,
        row.Direction == JournalDirection.FromMatrix ? "from Matrix" : "to Matrix",
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        row.Attempts,
        row.Reason,
        row.RoomId,
        row.EventId);
}
