namespace Bridges.Abstractions;

/// <summary>
/// What a network takes of one kind of media. The host converts before it hands over, so that modules need not; what cannot
/// be made to fit goes as <see cref="MediaKind.File"/>, and if that does not fit either, the author is told.
/// </summary>
public sealed record MediaRules
{
    /// <summary>The media types that are taken, the best first; empty: any.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = [];

    /// <summary>In bytes; null: no limit known.</summary>
    public long? MaximumSize { get; init; }

    /// <summary>The greatest sum of width and height, in pixels.</summary>
    public int? MaximumSidesTogether { get; init; }

    /// <summary>The greatest ratio of the longer to the shorter side.</summary>
    public double? MaximumRatio { get; init; }

    /// <summary>Exactly this many pixels wide and high, padded with transparency; null: any shape.</summary>
    public int? Square { get; init; }

    /// <summary>Whether a caption may go with it.</summary>
    public bool TakesCaption { get; init; } = true;
}
