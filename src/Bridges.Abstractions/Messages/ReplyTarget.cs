namespace Bridges.Abstractions;

/// <summary>The message that another one answers.</summary>
/// <param name="Quote">The part of its text quoted by hand, or null.</param>
public sealed record ReplyTarget(RemoteMessageId Message, string? Quote = null)
{
    /// <summary>
    /// Who wrote the target. To a network always set where the host knows it; from a network where the network tells.
    /// </summary>
    public RemoteUserId? Author { get; init; }

    /// <summary>
    /// How the target begins, for readers who do not have it; or null. To a network only where that sends it along (<see cref="MessageLimits.ExcerptLength"/>).
    /// </summary>
    public string? Excerpt { get; init; }

    /// <summary>From a network: the message is a comment, which stands in a thread under the target and not in the chat itself.</summary>
    public bool IsThreadRoot { get; init; }

    /// <summary>The target's chat where it is another one; null for the same chat.</summary>
    public ChatKey? OtherChat { get; init; }

    /// <summary>Where the target can be seen, if it is in another chat and the network has links; or null.</summary>
    public string? Link { get; init; }
}
