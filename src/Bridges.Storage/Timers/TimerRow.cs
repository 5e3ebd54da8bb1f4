namespace Bridges.Storage;

/// <summary>A message that is to vanish.</summary>
/// <param name="SentAt">Unix milliseconds.</param>
/// <param name="DueAt">When it vanishes; null: its time begins when it is read.</param>
/// <param name="JournalId">The row that it came with, which says what stands before it.</param>
public sealed record TimerRow(string EventId, MessageKey Message, string RoomId, long AfterMilliseconds, long SentAt, long? DueAt, long JournalId);
