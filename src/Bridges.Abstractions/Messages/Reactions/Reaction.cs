namespace Bridges.Abstractions;

/// <summary>
/// One reaction. Two are the same when their keys are, variation selectors aside.
/// </summary>
/// <param name="Key">An emoji; for a custom one, the network's id of it.</param>
public sealed record Reaction(string Key)
{
    /// <summary>The picture of a custom emoji; null for ordinary ones.</summary>
    public MediaFile? Picture { get; init; }

    /// <summary>The ordinary emoji or short name that stands for a custom one.</summary>
    public string? Alternative { get; init; }
}
