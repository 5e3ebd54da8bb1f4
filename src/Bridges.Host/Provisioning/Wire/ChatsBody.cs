namespace Bridges.Host.Provisioning;

/// <summary>The user's chats on a network.</summary>
internal sealed record ChatsBody(IReadOnlyList<ChatBody> Chats);
