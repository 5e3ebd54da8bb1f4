using Bridges.Core.Rooms;
using Bridges.Matrix;

namespace Bridges.Core.Management;

/// <summary>Into which rooms users may have the bot put packs of stickers.</summary>
internal sealed class StickerRooms(StateRights rights, ManagementRooms talks)
{
    /// <summary>Said where it is not so.</summary>
    public const string NotHere = "You may not change this room's packs of stickers; ask somebody who manages it, or do it where you talk with me.";

    /// <summary>Where the homeserver would let them do it themselves, and where they talk with the bot alone.</summary>
    public async Task<bool> MayPlaceAsync(RoomId room, UserId user, CancellationToken cancellationToken) =>
        await rights.MaySetAsync(room, user, ImagePack.RoomType, cancellationToken)
        || await talks.AreAloneAsync(room, user, cancellationToken);
}
