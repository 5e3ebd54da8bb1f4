namespace Bridges.Abstractions;

/// <summary>
/// Names a chat. <paramref name="Receiver"/> is set where the chat is seen by one account only or its message ids
/// differ between accounts (direct chats; Telegram's basic groups); such a chat is a portal of its own for each account.
/// </summary>
public readonly record struct ChatKey(RemoteChatId Chat, AccountId? Receiver = null)
{
    public override string ToString() => Receiver is { } receiver ? $"{Chat}@{receiver}" : Chat.Value;
}
