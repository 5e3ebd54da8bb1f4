using Bridges.Storage;

namespace Bridges.Host.Provisioning;

/// <summary>Something that the user wrote and that did not get through. What was written stays unsaid.</summary>
internal sealed record FailureBody(long Id, string? RoomId, string? EventId, long Timestamp, int Attempts, string Reason)
{
    public static FailureBody Of(JournalRow row) => new(row.Id, row.RoomId, row.EventId, row.CreatedAt, row.Attempts, row.Reason ?? "");
}
