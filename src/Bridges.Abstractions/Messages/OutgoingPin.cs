namespace Bridges.Abstractions;

/// <summary>A message to be pinned in its chat, or unpinned.</summary>
public sealed record OutgoingPin(DeliveryId Delivery, ChatKey Chat, RemoteMessageId Message, bool IsPinned);
