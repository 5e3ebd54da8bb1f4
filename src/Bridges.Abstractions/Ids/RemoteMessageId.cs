namespace Bridges.Abstractions;

/// <summary>A message on a network; unique inside its <see cref="ChatKey"/>.</summary>
public readonly record struct RemoteMessageId(string Value)
{
    private const string FormerMark = "former:";

    /// <summary>
    /// The name of a message that was said in a chat before it moved, where the new chat numbers its messages anew (see
    /// <see cref="FormerChat"/>). The host makes such names when the chat moves, and the module from then on.
    /// </summary>
    /// <param name="chat">The key that the chat had.</param>
    /// <param name="message">The message's id there.</param>
    public static RemoteMessageId Former(ChatKey chat, RemoteMessageId message) => new(FormerPrefix(chat) + message.Value);

    /// <summary>What <see cref="Former"/> puts before the message's own id.</summary>
    public static string FormerPrefix(ChatKey chat) =>
        $"{FormerMark}{Uri.EscapeDataString(chat.Receiver?.Value ?? "")}/{Uri.EscapeDataString(chat.Chat.Value)}/";

    /// <summary>Where the message was said and its id there, where it is one of before the chat moved; else null.</summary>
    public (ChatKey Chat, RemoteMessageId Message)? BeforeMove()
    {
        if (!Value.StartsWith(FormerMark, StringComparison.Ordinal) || Value[FormerMark.Length..].Split('/', 3) is not [var receiver, var chat, var message])
        {
            return null;
        }

        var key = new ChatKey(new RemoteChatId(Uri.UnescapeDataString(chat)), receiver.Length > 0 ? new AccountId(Uri.UnescapeDataString(receiver)) : null);
        return (key, new RemoteMessageId(message));
    }

    public override string ToString() => Value;
}
