using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Names a message of a network, wherever it is kept.</summary>
public readonly record struct MessageKey(NetworkId Network, ChatKey Chat, RemoteMessageId Message)
{
    internal object?[] Columns(params object?[] more) => [Network.Value, Chat.ReceiverColumn(), Chat.Chat.Value, Message.Value, .. more];
}
