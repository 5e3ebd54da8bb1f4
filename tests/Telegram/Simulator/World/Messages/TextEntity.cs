namespace Bridges.Telegram.Simulator.World;

/// <summary>Formatting of a stretch of text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
public sealed record TextEntity(EntityKind Kind, int Offset, int Length)
{
    /// <summary>The address, for <see cref="EntityKind.TextUrl"/>.</summary>
    public string Url { get; init; } = "";

    /// <summary>The programming language, for <see cref="EntityKind.Pre"/>; empty for none.</summary>
    public string Language { get; init; } = "";

    /// <summary>Who is meant, for <see cref="EntityKind.MentionName"/>.</summary>
    public Person? Person { get; init; }

    /// <summary>The emoji's document id, for <see cref="EntityKind.CustomEmoji"/>.</summary>
    public long CustomEmojiId { get; init; }

    /// <summary>Shown folded, for <see cref="EntityKind.Blockquote"/>.</summary>
    public bool IsCollapsed { get; init; }
}
