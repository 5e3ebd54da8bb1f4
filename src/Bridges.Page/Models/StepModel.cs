namespace Bridges.Page.Models;

/// <summary>A step on a message's way.</summary>
public sealed record StepModel(DateTimeOffset? At, string Text);
