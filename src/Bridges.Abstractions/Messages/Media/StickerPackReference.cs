namespace Bridges.Abstractions;

/// <summary>Names a pack of stickers.</summary>
/// <param name="Id">As <see cref="IReadsStickerPacks"/> takes it.</param>
public sealed record StickerPackReference(string Id, string? Title = null)
{
    /// <summary>
    /// Which of the pack's stickers it is, in the module's words; null where that cannot be said. The host keeps it with the sticker's picture, and hands
    /// it back with a sticker that somebody sends with that picture: so it goes out as the one of the pack. As a user's client says it: not to be trusted.
    /// </summary>
    public string? Sticker { get; init; }
}
