using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>The chats of the sample network: <c>chat-7</c> is the one with <c>friend-7</c>.</summary>
internal static class SampleChats
{
    public const string FriendPrefix = "friend-";

    private const string ChatPrefix = "chat-";

    public static ChatKey Key(int number, AccountId account) => new(new RemoteChatId($"{ChatPrefix}{number}"), account);

    public static ChatKey With(RemoteUserId friend, AccountId account) =>
        new(new RemoteChatId(ChatPrefix + friend.Value[FriendPrefix.Length..]), account);

    public static RemoteUserId FriendIn(ChatKey chat) => new(FriendPrefix + chat.Chat.Value[ChatPrefix.Length..]);

    /// <exception cref="BridgeException">There is no such chat.</exception>
    public static void Check(ChatKey chat)
    {
        if (!chat.Chat.Value.StartsWith(ChatPrefix, StringComparison.Ordinal))
        {
            throw BridgeException.Permanent("The sample network does not know this chat.");
        }
    }

    /// <summary>What the other person writes.</summary>
    public static RemoteMessage Message(ChatKey chat, string id, MessageContent content, DateTimeOffset timestamp) => new()
    {
        Chat = chat,
        Id = new RemoteMessageId(id),
        Sender = FriendIn(chat),
        Timestamp = timestamp,
        Parts = [new MessagePart("", content)],
    };
}
