namespace Bridges.Abstractions;

/// <summary>The account can read packs of stickers or custom emoji.</summary>
public interface IReadsStickerPacks
{
    /// <param name="nameOrLink">As users type it.</param>
    /// <returns>Null where there is none.</returns>
    Task<StickerPack?> ReadStickerPackAsync(string nameOrLink, CancellationToken cancellationToken);
}
