namespace Bridges.Abstractions;

/// <summary>The account can find out whether a message that was being handed over at a crash has arrived.</summary>
public interface IFindsDeliveries
{
    /// <param name="handedOverAt">When the hand-over began, by the host's clock.</param>
    Task<DeliveryLookup> FindDeliveryAsync(OutgoingMessage message, DateTimeOffset handedOverAt, CancellationToken cancellationToken);
}
