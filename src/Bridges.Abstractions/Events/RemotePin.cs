namespace Bridges.Abstractions;

/// <summary>A message was pinned or unpinned.</summary>
public sealed record RemotePin : RemoteEvent
{
    /// <summary>Null with <see cref="IsPinned"/> false: all of them.</summary>
    public RemoteMessageId? Target { get; init; }

    public required bool IsPinned { get; init; }

    /// <summary>Who did it; null where the network does not say.</summary>
    public RemoteUserId? Sender { get; init; }

    public override string? DeduplicationKey => null;
}
