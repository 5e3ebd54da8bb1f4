namespace Bridges.Abstractions;

/// <summary>A message has a new content.</summary>
public sealed record RemoteEdit : RemoteEvent
{
    public required RemoteMessageId Target { get; init; }

    public required RemoteUserId Sender { get; init; }

    public bool FromSelf { get; init; }

    public required IReadOnlyList<MessagePart> Parts { get; init; }

    /// <summary>The buttons under the message from now on, as in <see cref="RemoteMessage.Choices"/>; null: as they were.</summary>
    public IReadOnlyList<MessageChoice>? Choices { get; init; }

    /// <summary>
    /// Grows with each edit of the message. The same edit, told twice or read from history, has the same version or a
    /// smaller one; so has the echo of an edit made through <see cref="IEditsMessages"/>.
    /// </summary>
    public required long Version { get; init; }

    public override string? DeduplicationKey => null;
}
