namespace Bridges.Abstractions;

/// <summary>The kinds of media, in the terms that all networks share.</summary>
public enum MediaKind
{
    Image,
    Video,

    /// <summary>A short film without sound that plays by itself and again ("GIF").</summary>
    Animation,

    /// <summary>A film shown in a circle ("video note").</summary>
    RoundVideo,

    /// <summary>Recorded speech.</summary>
    Voice,

    /// <summary>Music or other sound.</summary>
    Audio,
    File,
    Sticker,
}
