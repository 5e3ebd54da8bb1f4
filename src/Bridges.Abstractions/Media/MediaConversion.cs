namespace Bridges.Abstractions;

/// <summary>What a file is to become. Sides keep their ratio; nothing is enlarged.</summary>
/// <param name="ContentType">The media type wanted, such as <c>image/gif</c> or <c>audio/ogg</c>.</param>
public sealed record MediaConversion(string ContentType)
{
    /// <summary>The greatest side in pixels.</summary>
    public int? MaximumSide { get; init; }

    /// <summary>Pad to a square of <see cref="MaximumSide"/> with transparency.</summary>
    public bool Square { get; init; }

    /// <summary>In bytes: quality is lowered until it fits.</summary>
    public long? MaximumSize { get; init; }

    /// <summary>Only the first picture of a film, as a still.</summary>
    public bool FirstFrame { get; init; }
}
