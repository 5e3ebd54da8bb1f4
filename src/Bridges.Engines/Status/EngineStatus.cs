namespace Bridges.Engines;

/// <summary>A snapshot of an engine's state.</summary>
/// <param name="Condition">What it is doing.</param>
/// <param name="Problem">The latest problem in plain words, kept until the engine runs again; null when there is none.</param>
/// <param name="Restarts">How often it was restarted since <see cref="Engine.Start"/>.</param>
/// <param name="MemoryBytes">Resident and swapped memory at the last look; null when not running or not known.</param>
/// <param name="ProcessId">Its process; null when there is none.</param>
/// <param name="Version">The version of its last hello; null before the first.</param>
public sealed record EngineStatus(
    EngineCondition Condition,
    string? Problem,
    int Restarts,
    long? MemoryBytes,
    int? ProcessId,
    string? Version);
