namespace Bridges.Core.Status;

/// <summary>What one row of the journal, or one message that is kept, says of a message's way.</summary>
/// <param name="Room">Whoever is in it may know of it; null where no room is known: then nobody but the admin may.</param>
/// <param name="Row">The row's number; null of a message that is kept.</param>
/// <param name="Conclusion">How the message stands by this, in one sentence.</param>
public sealed record MessagePassage(string? Room, long? Row, string Conclusion, IReadOnlyList<TraceStep> Steps);
