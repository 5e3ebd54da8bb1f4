namespace Bridges.Abstractions;

/// <summary>Someone types (or records), or stopped. Never journaled, may be dropped.</summary>
public sealed record RemoteTyping(ChatKey Chat, RemoteUserId User, bool IsTyping);
