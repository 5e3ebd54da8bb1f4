namespace Bridges.Abstractions;

/// <summary>
/// A sticker. From a network in the network's own format (WebP, Lottie, WebM …): the host makes of it what clients can show.
/// </summary>
public sealed record StickerContent(MediaFile File) : MediaContent(File)
{
    public override MediaKind Kind => MediaKind.Sticker;

    /// <summary>The emoji that it stands for, as the network has it; null or empty where there is none.</summary>
    public string? Emoji { get; init; }

    /// <summary>The pack that it is from, or null.</summary>
    public StickerPackReference? Pack { get; init; }

    public bool IsAnimated { get; init; }
}
