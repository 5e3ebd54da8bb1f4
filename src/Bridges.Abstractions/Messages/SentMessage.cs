namespace Bridges.Abstractions;

/// <summary>What the network made of an outgoing message: one id, or several where it had to be split.</summary>
public sealed record SentMessage(IReadOnlyList<RemoteMessageId> Ids, DateTimeOffset Timestamp);
