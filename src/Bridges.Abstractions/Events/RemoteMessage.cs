namespace Bridges.Abstractions;

/// <summary>A new message, from someone else or by the account itself on another device.</summary>
public sealed record RemoteMessage : RemoteEvent
{
    public required RemoteMessageId Id { get; init; }

    public required RemoteUserId Sender { get; init; }

    /// <summary>The account itself is the author.</summary>
    public bool FromSelf { get; init; }

    public required IReadOnlyList<MessagePart> Parts { get; init; }

    public ReplyTarget? ReplyTo { get; init; }

    /// <summary>Sent without a sound.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whose message was forwarded, in the reader's words; null where it is no forward.</summary>
    public string? ForwardedFrom { get; init; }

    /// <summary>Zero where it was never edited; else as <see cref="RemoteEdit.Version"/>.</summary>
    public long Version { get; init; }

    public override string? DeduplicationKey => $"m:{Id}";
}
