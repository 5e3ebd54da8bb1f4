namespace Bridges.Abstractions;

/// <summary>One item of an album that the network did not take.</summary>
/// <param name="Index">Counted from 0.</param>
/// <param name="TextForUser">Why, for its author.</param>
public sealed record RefusedItem(int Index, string TextForUser);
