namespace Bridges.Abstractions;

/// <summary>A new content for messages sent before. <paramref name="Targets"/> are the ids that the original became, in order.</summary>
public sealed record OutgoingEdit(DeliveryId Delivery, ChatKey Chat, IReadOnlyList<RemoteMessageId> Targets, MessageContent Content);
