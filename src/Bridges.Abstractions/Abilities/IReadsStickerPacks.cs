namespace Bridges.Abstractions;

/// <summary>The account can read packs of stickers or custom emoji.</summary>
public interface IReadsStickerPacks
{
    /// <summary>Called for the command <c>import-stickers</c> and its like in the provisioning API; the stickers are fetched by <see cref="IFetchesMedia"/>. What is thrown is the answer.</summary>
    /// <param name="nameOrLink">As users type it.</param>
    /// <returns>Null where there is none.</returns>
    Task<StickerPack?> ReadStickerPackAsync(string nameOrLink, CancellationToken cancellationToken);
}
