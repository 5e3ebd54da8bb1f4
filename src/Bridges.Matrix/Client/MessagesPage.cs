namespace Bridges.Matrix;

/// <summary>A stretch of a room's history, in the direction that was asked for.</summary>
/// <param name="Events">The events that could be read.</param>
/// <param name="End">Where the next page begins; null: this was the last one.</param>
public sealed record MessagesPage(IReadOnlyList<MatrixEvent> Events, string? End);
