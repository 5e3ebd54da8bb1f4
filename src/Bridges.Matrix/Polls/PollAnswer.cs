namespace Bridges.Matrix;

/// <summary>One of the answers that a poll offers.</summary>
public sealed record PollAnswer(string Id, string Text);
