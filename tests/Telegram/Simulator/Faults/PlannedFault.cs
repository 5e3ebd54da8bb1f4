namespace Bridges.Telegram.Simulator.Faults;

/// <summary>What goes wrong with one call: an error instead of the work, or the work done and its answer lost.</summary>
internal sealed record PlannedFault((int Code, string Message)? Error, bool LoseAnswer);
