namespace Bridges.Abstractions;

/// <summary>A chat in an account's list, with the newest message if there is one.</summary>
public sealed record ChatSummary(ChatKey Key, string? Name, RemoteMessageId? LastMessage, DateTimeOffset? LastActivity);
