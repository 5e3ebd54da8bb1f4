namespace Bridges.Abstractions;

/// <summary>A pack of stickers or custom emoji, without what is in it.</summary>
/// <param name="NameOrLink">As <see cref="IReadsStickerPacks"/> takes it; a link where the network has links.</param>
public sealed record StickerPackSummary(string NameOrLink, string Title, bool IsCustomEmoji);
