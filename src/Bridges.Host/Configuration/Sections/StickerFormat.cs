namespace Bridges.Host.Configuration;

/// <summary>GIF moves in every client; WebP is smaller and has real transparency, but stands still in Element X on iOS.</summary>
internal enum StickerFormat
{
    Gif,
    Webp,
}
