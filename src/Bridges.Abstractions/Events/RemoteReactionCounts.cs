namespace Bridges.Abstractions;

/// <summary>How often each reaction was put to a message, where the network does not say by whom. The bot shows the numbers, large ones rounded.</summary>
public sealed record RemoteReactionCounts : RemoteEvent
{
    public required RemoteMessageId Target { get; init; }

    /// <summary>All of them; a reaction that is missing is on the message no longer.</summary>
    public required IReadOnlyList<ReactionCount> Counts { get; init; }

    public override string? DeduplicationKey => null;
}
