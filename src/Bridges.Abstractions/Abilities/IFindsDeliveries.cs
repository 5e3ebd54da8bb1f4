namespace Bridges.Abstractions;

/// <summary>The account can find out whether a message that was being handed over at a crash has arrived.</summary>
public interface IFindsDeliveries
{
    /// <summary>Called before such a message would be sent again. Where it throws what is transient, it is asked again and the message waits.</summary>
    /// <param name="handedOverAt">When the hand-over began, by the host's clock.</param>
    Task<DeliveryLookup> FindDeliveryAsync(OutgoingMessage message, DateTimeOffset handedOverAt, CancellationToken cancellationToken);
}
