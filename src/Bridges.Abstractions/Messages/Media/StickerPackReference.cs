namespace Bridges.Abstractions;

/// <summary>Names a pack of stickers.</summary>
/// <param name="Id">As <see cref="IReadsStickerPacks"/> takes it.</param>
public sealed record StickerPackReference(string Id, string? Title = null);
