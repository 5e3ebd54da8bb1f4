namespace Bridges.Abstractions;

/// <summary>What a network takes from this account in a chat. Null: no limit known.</summary>
public sealed record MessageLimits
{
    /// <summary>In UTF-16 units. The module splits longer texts itself where it can; this is told to clients.</summary>
    public int? TextLength { get; init; }

    /// <summary>In UTF-16 units. What is over it follows the file as a text.</summary>
    public int? CaptionLength { get; init; }

    /// <summary>Rules for each kind of media; a kind that is missing has none.</summary>
    public IReadOnlyDictionary<MediaKind, MediaRules> Media { get; init; } = new Dictionary<MediaKind, MediaRules>();

    /// <summary>The longest side, in pixels, of the picture that goes along with the preview of a link: a small JPEG on disk. Null: none does.</summary>
    public int? PreviewPictureSide { get; init; }

    /// <summary>
    /// How much of the beginning of what a message answers is sent along with it (<see cref="ReplyTarget.Excerpt"/>), in UTF-16 units. Null: nothing, and the host
    /// looks nothing up.
    /// </summary>
    public int? ExcerptLength { get; init; }

    /// <summary>How many items one album may have.</summary>
    public int? AlbumItems { get; init; }

    public int? PollOptions { get; init; }

    /// <summary>How long a message may be edited.</summary>
    public TimeSpan? EditWindow { get; init; }

    /// <summary>How often a message may be edited.</summary>
    public int? Edits { get; init; }

    /// <summary>How long a message may be deleted for everyone.</summary>
    public TimeSpan? DeleteWindow { get; init; }
}
