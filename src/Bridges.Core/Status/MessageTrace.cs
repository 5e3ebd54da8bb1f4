namespace Bridges.Core.Status;

/// <summary>What is known of a message's way.</summary>
/// <param name="Conclusion">How it stands, in one sentence; null where nothing is known.</param>
/// <param name="Steps">In their order.</param>
/// <param name="Rooms">The rooms that it has to do with.</param>
public sealed record MessageTrace(string? Conclusion, IReadOnlyList<TraceStep> Steps, IReadOnlySet<string> Rooms);
