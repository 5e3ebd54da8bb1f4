namespace Bridges.Abstractions;

/// <summary>The account has packs of stickers or custom emoji of its own, as its user added them on the network.</summary>
public interface IListsStickerPacks : IReadsStickerPacks
{
    /// <summary>Called by a client of the provisioning API that offers them, before one is read; may run beside everything else.</summary>
    /// <returns>In the network's order; empty where there are none.</returns>
    Task<IReadOnlyList<StickerPackSummary>> ListStickerPacksAsync(CancellationToken cancellationToken);
}
