namespace Bridges.Abstractions;

/// <summary>A pack of stickers or custom emoji.</summary>
public sealed record StickerPack(string Id, string Title, bool IsCustomEmoji, IReadOnlyList<StickerContent> Stickers);
