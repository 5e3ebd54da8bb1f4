namespace Bridges.Abstractions;

/// <summary>The account can end polls that it made.</summary>
public interface IEndsPolls
{
    Task EndPollAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId poll, CancellationToken cancellationToken);
}
