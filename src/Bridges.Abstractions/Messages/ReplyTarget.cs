namespace Bridges.Abstractions;

/// <summary>The message that another one answers; <paramref name="Quote"/> is the part of its text quoted by hand, or null.</summary>
public sealed record ReplyTarget(RemoteMessageId Message, string? Quote = null);
