namespace Bridges.Abstractions;

/// <summary>What one person has chosen in a poll now.</summary>
public sealed record RemoteVote : RemoteEvent
{
    public required RemoteMessageId Poll { get; init; }

    public required RemoteUserId Sender { get; init; }

    /// <summary>The network's ids of the options; empty: the vote was taken back.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    public override string? DeduplicationKey => null;
}
