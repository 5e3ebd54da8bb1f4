namespace Bridges.Abstractions;

/// <summary>What a chat was before it got the key that it has now.</summary>
/// <param name="Key">The key that it had.</param>
/// <param name="NumbersMessagesAnew">
/// Message ids of before mean nothing, or something else, under the new key: messages said before are then called by
/// <see cref="RemoteMessageId.Former"/>.
/// </param>
public sealed record FormerChat(ChatKey Key, bool NumbersMessagesAnew);
