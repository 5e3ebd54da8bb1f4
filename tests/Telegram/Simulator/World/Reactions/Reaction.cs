namespace Bridges.Telegram.Simulator.World;

/// <summary>An emoji put to a message; one with a picture of its own has a number.</summary>
public readonly record struct Reaction(string Emoji, long CustomEmoji = 0);
