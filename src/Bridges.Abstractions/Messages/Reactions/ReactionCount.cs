namespace Bridges.Abstractions;

/// <summary>How often a reaction was put to a message, by whomever.</summary>
/// <param name="Count">One at least.</param>
public readonly record struct ReactionCount(Reaction Reaction, long Count);
