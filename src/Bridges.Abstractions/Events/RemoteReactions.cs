namespace Bridges.Abstractions;

/// <summary>All reactions that one person has on a message now; the host finds out what changed.</summary>
public sealed record RemoteReactions : RemoteEvent
{
    public required RemoteMessageId Target { get; init; }

    public required RemoteUserId Sender { get; init; }

    /// <summary>Empty: they took theirs back.</summary>
    public required IReadOnlyList<Reaction> Reactions { get; init; }

    public override string? DeduplicationKey => null;
}
