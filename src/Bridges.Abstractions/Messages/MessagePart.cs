namespace Bridges.Abstractions;

/// <summary>
/// One piece of a remote message; each becomes one Matrix event. Most messages have one part whose id is empty.
/// </summary>
public sealed record MessagePart(string Id, MessageContent Content);
