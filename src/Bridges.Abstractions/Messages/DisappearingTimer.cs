namespace Bridges.Abstractions;

/// <summary>When a message is to vanish.</summary>
/// <param name="FromRead">Counted from when it was read, else from when it was sent.</param>
public readonly record struct DisappearingTimer(TimeSpan After, bool FromRead);
