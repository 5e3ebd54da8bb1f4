namespace Bridges.Abstractions;

/// <summary>How a poll stands where votes are not told one by one, or that it has ended.</summary>
public sealed record RemotePollResult : RemoteEvent
{
    public required RemoteMessageId Poll { get; init; }

    /// <summary>Who ended it; null where nobody did or it is not known.</summary>
    public RemoteUserId? Sender { get; init; }

    /// <summary>All options with their votes; empty where not known.</summary>
    public IReadOnlyList<PollTotal> Totals { get; init => field = value ?? []; } = [];

    public bool HasEnded { get; init; }

    /// <summary>Of a quiz: the right options, once they may be known.</summary>
    public IReadOnlyList<string> CorrectOptions { get; init => field = value ?? []; } = [];

    /// <summary>Of a quiz: why, once it may be known.</summary>
    public RichText? Explanation { get; init; }

    public override string? DeduplicationKey => null;
}
