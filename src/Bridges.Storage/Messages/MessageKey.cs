using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Names a message of a network, wherever it is kept.</summary>
public readonly record struct MessageKey(NetworkId Network, ChatKey Chat, RemoteMessageId Message)
{
    /// <summary>The message that columns name (<see cref="Columns"/>).</summary>
    internal static MessageKey Of(object?[] columns) => new(
        new NetworkId((string)columns[0]!),
        new ChatKey(new RemoteChatId((string)columns[2]!), (string)columns[1]! is { Length: > 0 } receiver ? new AccountId(receiver) : null),
        new RemoteMessageId((string)columns[3]!));

    internal object?[] Columns(params object?[] more) => [Network.Value, Chat.ReceiverColumn(), Chat.Chat.Value, Message.Value, .. more];
}
