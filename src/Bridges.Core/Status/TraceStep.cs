namespace Bridges.Core;

/// <summary>A step on a message's way.</summary>
/// <param name="At">When; null where that is not kept.</param>
/// <param name="Detail">What only whoever runs the bridge can use: names inside the journal; null where there is none.</param>
public sealed record TraceStep(DateTimeOffset? At, string Text, string? Detail = null);
