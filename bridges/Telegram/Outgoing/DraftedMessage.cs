namespace Bridges.Telegram.Outgoing;

/// <summary>A message from Matrix as the Telegram messages that it becomes.</summary>
internal sealed record DraftedMessage(IReadOnlyList<Draft> Drafts)
{
    /// <summary>What its author is to know of it.</summary>
    public string? Remark { get; init; }
}
