namespace Bridges.Abstractions;

/// <summary>Names a message together with its chat.</summary>
public sealed record MessageAddress(ChatKey Chat, RemoteMessageId Message);
