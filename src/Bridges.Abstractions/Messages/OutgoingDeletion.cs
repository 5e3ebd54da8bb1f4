namespace Bridges.Abstractions;

/// <summary>Messages to be deleted for everyone.</summary>
public sealed record OutgoingDeletion(DeliveryId Delivery, ChatKey Chat, IReadOnlyList<RemoteMessageId> Targets);
