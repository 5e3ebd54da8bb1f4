namespace Bridges.Abstractions;

/// <summary>What the network made of an outgoing message: one id, or several where it had to be split.</summary>
public sealed record SentMessage(IReadOnlyList<RemoteMessageId> Ids, DateTimeOffset Timestamp)
{
    /// <summary>Of a poll: the network's own ids of the options, in their order.</summary>
    public IReadOnlyList<string> PollOptions { get; init; } = [];

    /// <summary>Of an album: items that the network refused; the others arrived. The author is told of each.</summary>
    public IReadOnlyList<RefusedItem> Refused { get; init; } = [];

    /// <summary>
    /// What was sent otherwise than it was written and is worth a word to its author ("the caption was too long and follows
    /// as a text"); null for nothing.
    /// </summary>
    public string? Remark { get; init; }
}
