namespace Bridges.Abstractions;

/// <summary>How many chose an option.</summary>
public sealed record PollTotal(string Option, int Votes);
