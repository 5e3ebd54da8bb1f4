namespace Bridges.Abstractions;

/// <summary>One value that may be chosen.</summary>
/// <param name="Value">What is submitted.</param>
public sealed record LoginChoice(string Value, string Name);
