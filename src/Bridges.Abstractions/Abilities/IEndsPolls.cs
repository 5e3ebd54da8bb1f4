namespace Bridges.Abstractions;

/// <summary>
/// The account can end polls that it made. Called in the chat's order when its user ends one in the room; it may come again after a crash, under the same
/// delivery: an ended poll succeeds. What the network refuses is told in the room.
/// </summary>
public interface IEndsPolls
{
    Task EndPollAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId poll, CancellationToken cancellationToken);
}
