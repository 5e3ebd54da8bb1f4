namespace Bridges.Abstractions;

/// <summary>Which reactions a chat takes from this account.</summary>
public sealed record ReactionRules
{
    /// <summary>How many one person may have on one message.</summary>
    public int MaximumPerPerson { get; init; } = 1;

    /// <summary>The emoji allowed; null: any, or not known.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Whether any short text is a reaction, too. Default: emoji only; everything else is refused before the module is asked.</summary>
    public bool TakesText { get; init; }

    /// <summary>Whether emoji are sent as the network's apps count them together: with U+FE0F, where Unicode calls only that spelling complete. Default: without.</summary>
    public bool WantsCompleteSpelling { get; init; }

    /// <summary>Whether custom emoji (by the ids that came from the network) may be used.</summary>
    public bool TakesCustomEmoji { get; init; }
}
