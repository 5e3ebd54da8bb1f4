namespace Bridges.Core;

/// <summary>A step on a message's way.</summary>
/// <param name="At">When; null where that is not kept.</param>
public sealed record TraceStep(DateTimeOffset? At, string Text);
