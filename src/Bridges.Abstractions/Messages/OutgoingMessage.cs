namespace Bridges.Abstractions;

/// <summary>A message on its way to a network.</summary>
public sealed record OutgoingMessage(DeliveryId Delivery, ChatKey Chat, MessageContent Content)
{
    /// <summary>The message that this one answers, or null.</summary>
    public ReplyTarget? ReplyTo { get; init; }
}
