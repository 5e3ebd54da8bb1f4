using Bridges.Abstractions;

namespace Bridges.Telegram.Ids;

/// <summary>
/// Messages that were said in a basic group before it became a supergroup. They stay where they are, under their own numbers, which each
/// member's account counts for itself.
/// </summary>
internal static class FormerMessages
{
    /// <summary>The chat in which messages are, and their ids there.</summary>
    /// <exception cref="BridgeException">Another account's numbers.</exception>
    public static (ChatKey Chat, IReadOnlyList<RemoteMessageId> Messages) Locate(ChatKey chat, IReadOnlyList<RemoteMessageId> messages, AccountId account)
    {
        if (messages.Select(message => message.BeforeMove()).ToList() is not [{ } first, ..] located)
        {
            return (chat, messages);
        }

        return first.Chat.Receiver == account && located.All(one => one?.Chat == first.Chat)
            ? (first.Chat, [.. located.Select(one => one!.Value.Message)])
            : throw BridgeException.Permanent("This was said before the Telegram group became a supergroup, and only the account that brought it here can still reach it.");
    }

    /// <inheritdoc cref="Locate(ChatKey, IReadOnlyList{RemoteMessageId}, AccountId)"/>
    public static (ChatKey Chat, RemoteMessageId Message) Locate(ChatKey chat, RemoteMessageId message, AccountId account)
    {
        var (found, messages) = Locate(chat, [message], account);
        return (found, messages[0]);
    }

    /// <summary>A message of either chat as one of the new chat: what was said in the former one under its former name, and answers to that.</summary>
    public static RemoteMessage InNew(RemoteMessage message, ChatKey former, ChatKey now)
    {
        if (message.Chat == now)
        {
            return message.ReplyTo is { OtherChat: { } other } answered && other == former
                ? message with { ReplyTo = answered with { OtherChat = null, Message = RemoteMessageId.Former(former, answered.Message) } }
                : message;
        }

        return message with
        {
            Chat = now,
            Id = RemoteMessageId.Former(former, message.Id),
            ReplyTo = message.ReplyTo is { OtherChat: null } target ? target with { Message = RemoteMessageId.Former(former, target.Message) } : message.ReplyTo,
        };
    }
}
