namespace Bridges.Matrix;

/// <summary>A user has read up to an event, publicly, in a thread or not.</summary>
/// <param name="Event">The last event read.</param>
/// <param name="User">Who has read.</param>
public sealed record Receipt(EventId Event, UserId User);
