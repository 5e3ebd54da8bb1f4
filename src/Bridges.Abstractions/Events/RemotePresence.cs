namespace Bridges.Abstractions;

/// <summary>Someone came online or went. Never journaled, may be dropped.</summary>
/// <param name="LastSeen">When they were last online; null where not told.</param>
public sealed record RemotePresence(RemoteUserId User, bool IsOnline, DateTimeOffset? LastSeen = null);
