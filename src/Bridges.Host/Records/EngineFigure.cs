namespace Bridges.Host;

/// <summary>What an engine tells of itself.</summary>
/// <param name="Version">Of the network's library inside, as it said when it started; null before.</param>
internal sealed record EngineFigure(long MemoryBytes, long Restarts, string? Version);
