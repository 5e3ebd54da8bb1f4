using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>
/// Networks' packs of stickers and emoji, through a user's own accounts. Where an account can be named, null means the user's first on that network.
/// </summary>
/// <remarks>
/// Throws <see cref="NoSuchAccountException"/> where the user has none, <see cref="NotSupportedException"/> where the network has no packs, and
/// <see cref="BridgeException"/> with what to tell the user. A pack may take minutes: each picture is fetched and converted.
/// </remarks>
public interface IUserStickerPacks
{
    /// <summary>The packs that the user has there.</summary>
    Task<IReadOnlyList<StickerPackSummary>> ListAsync(UserId user, NetworkId network, AccountId? account, CancellationToken cancellationToken);

    /// <summary>A pack as it would stand in a room (MSC2545); its pictures are on the homeserver then.</summary>
    /// <returns>Null where there is no such pack, or none of its pictures can be had.</returns>
    Task<JsonObject?> ReadAsync(UserId user, NetworkId network, AccountId? account, string nameOrLink, CancellationToken cancellationToken);

    /// <summary>Puts a pack into a room. One that is there already is brought up to date.</summary>
    /// <param name="room">A room that the bot is in and whose packs the user may change; null: where the user talks with the bot.</param>
    /// <returns>Null where there is no such pack, or none of its pictures can be had.</returns>
    Task<ImportedPack?> ImportAsync(UserId user, NetworkId network, AccountId? account, string nameOrLink, RoomId? room, CancellationToken cancellationToken);
}
