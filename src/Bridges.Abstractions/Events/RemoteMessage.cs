namespace Bridges.Abstractions;

/// <summary>A new message, from someone else or by the account itself on another device.</summary>
public sealed record RemoteMessage : RemoteEvent
{
    public required RemoteMessageId Id { get; init; }

    /// <summary>
    /// Who said it, as the readers of the network see it: the same whichever account tells of it. What an administrator says
    /// in the group's name is said by the group.
    /// </summary>
    public required RemoteUserId Sender { get; init; }

    /// <summary>The account itself is the author, whatever name it is shown under.</summary>
    public bool FromSelf { get; init; }

    public required IReadOnlyList<MessagePart> Parts { get; init; }

    public ReplyTarget? ReplyTo { get; init; }

    /// <summary>Sent without a sound.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Where it was forwarded from; null where it is no forward.</summary>
    public ForwardOrigin? Forward { get; init; }

    /// <summary>Who signed a post of a channel, in the reader's words; null where nobody did.</summary>
    public string? Signature { get; init; }

    /// <summary>Messages with the same value were sent as one album; null where it stands alone.</summary>
    public string? Album { get; init; }

    /// <summary>The topic or thread it was said in, or null.</summary>
    public RemoteTopicId? Topic { get; init; }

    /// <summary>When it is to vanish, or null.</summary>
    public DisappearingTimer? Timer { get; init; }

    /// <summary>Buttons under it.</summary>
    public IReadOnlyList<MessageChoice> Choices { get; init => field = value ?? []; } = [];

    /// <summary>Zero where it was never edited; else as <see cref="RemoteEdit.Version"/>.</summary>
    public long Version { get; init; }

    /// <summary>Of a message of the past: what others made of it since (reactions, votes). Told behind it, and only where it is bridged itself.</summary>
    public IReadOnlyList<RemoteEvent> Responses { get; init => field = value ?? []; } = [];

    public override string? DeduplicationKey => $"m:{Id}";
}
