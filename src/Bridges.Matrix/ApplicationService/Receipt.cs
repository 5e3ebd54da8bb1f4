namespace Bridges.Matrix;

/// <summary>A user has read up to an event.</summary>
/// <param name="Event">The last event read.</param>
/// <param name="User">Who has read.</param>
/// <param name="Type"><c>m.read</c>, or <c>m.read.private</c> where the homeserver passes that on.</param>
/// <param name="Timestamp">When; null where the homeserver does not say.</param>
/// <param name="ThreadId">The thread the receipt is for, <c>main</c>, or null for the whole room.</param>
public sealed record Receipt(EventId Event, UserId User, string Type, DateTimeOffset? Timestamp, string? ThreadId);
