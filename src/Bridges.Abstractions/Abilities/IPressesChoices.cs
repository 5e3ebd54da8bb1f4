namespace Bridges.Abstractions;

/// <summary>The account can press buttons under messages.</summary>
public interface IPressesChoices
{
    /// <summary>Presses a button; returns what the network answers to the presser alone, or null.</summary>
    Task<string?> PressAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId message, MessageChoice choice, CancellationToken cancellationToken);
}
