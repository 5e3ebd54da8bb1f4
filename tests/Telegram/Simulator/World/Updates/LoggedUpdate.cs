namespace Bridges.Telegram.Simulator.World;

/// <summary>A change with the counter's value after it and by how much it moved the counter.</summary>
internal sealed record LoggedUpdate(LoggedChange Change, int Pts, int Count);
