namespace Bridges.Abstractions;

/// <summary>A message was deleted for everyone.</summary>
public sealed record RemoteDeletion : RemoteEvent
{
    public required RemoteMessageId Target { get; init; }

    /// <summary>Who deleted it; null where the network does not say.</summary>
    public RemoteUserId? Sender { get; init; }

    public override string? DeduplicationKey => $"d:{Target}";
}
