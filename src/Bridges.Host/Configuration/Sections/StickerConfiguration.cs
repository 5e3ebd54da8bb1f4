namespace Bridges.Host.Configuration;

/// <summary>What a moving sticker of a network becomes on Matrix.</summary>
internal sealed record StickerConfiguration
{
    public StickerFormat Format { get; init; } = StickerFormat.Gif;

    /// <summary>Longest side in pixels.</summary>
    public int Size { get; init; } = 256;

    /// <summary>Most frames a second.</summary>
    public int Fps { get; init; } = 25;
}
