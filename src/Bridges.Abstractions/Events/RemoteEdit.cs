namespace Bridges.Abstractions;

/// <summary>A message has a new content.</summary>
public sealed record RemoteEdit : RemoteEvent
{
    public required RemoteMessageId Target { get; init; }

    public required RemoteUserId Sender { get; init; }

    public bool FromSelf { get; init; }

    public required IReadOnlyList<MessagePart> Parts { get; init; }

    /// <summary>Grows with each edit of the message; the network's edit time where it has one, in its own unit.</summary>
    public required long Version { get; init; }

    public override string? DeduplicationKey => null;
}
