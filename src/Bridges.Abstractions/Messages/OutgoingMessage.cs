namespace Bridges.Abstractions;

/// <summary>A message on its way to a network.</summary>
public sealed record OutgoingMessage(DeliveryId Delivery, ChatKey Chat, MessageContent Content)
{
    /// <summary>The message that this one answers, or null.</summary>
    public ReplyTarget? ReplyTo { get; init; }

    /// <summary>The topic or thread it is said in, or null.</summary>
    public RemoteTopicId? Topic { get; init; }

    /// <summary>Without a sound at the receivers, where the network can.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The chat's timer, where it has one.</summary>
    public DisappearingTimer? Timer { get; init; }

    /// <summary>
    /// To be told how many bytes of its files the network has so far, where the module knows; null: nobody asks. May be told from any
    /// thread.
    /// </summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>When its author sent it, by the homeserver's clock: the same however often it is tried.</summary>
    public DateTimeOffset? Timestamp { get; init; }
}
