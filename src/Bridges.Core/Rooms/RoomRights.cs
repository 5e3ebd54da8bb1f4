using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Rooms;

/// <summary>
/// The levels that a portal's room asks for what changes the chat itself, so that clients offer it to whoever may do it on the network, and to
/// nobody else. Where the account cannot do it at all, only the bot may.
/// </summary>
internal static class RoomRights
{
    /// <summary>Only the bot may.</summary>
    public static IReadOnlyDictionary<string, int> Nobody { get; } = All(RoomPowers.Bot, RoomPowers.Bot, RoomPowers.Bot, RoomPowers.Bot);

    /// <summary>By the slots of <see cref="RoomLevels"/>.</summary>
    public static IReadOnlyDictionary<string, int> Of(IAccount account, ChatDetails details)
    {
        if (details.Kind is ChatKind.Direct or ChatKind.NoteToSelf)
        {
            return All(RoomPowers.Bot, details.Kind == ChatKind.Direct ? RoomPowers.DirectGhost : RoomPowers.Bot, RoomPowers.Bot, stickers: 0);
        }

        var look = account is IChangesChats ? RoomPowers.OfGhost(details.WhoMayChangeLook) : RoomPowers.Bot;
        // Packs are the room's alone: the network need not be able to change the chat's look, but who may there, may here.
        var stickers = RoomPowers.OfGhost(details.WhoMayChangeLook);
        return account is IManagesMembers
            ? All(look, RoomPowers.OfGhost(details.WhoMayAddMembers), RoomPowers.OfGhost(MemberRole.Administrator), stickers)
            : All(look, RoomPowers.Bot, RoomPowers.Bot, stickers);
    }

    private static Dictionary<string, int> All(int look, int invite, int manage, int stickers) => new(StringComparer.Ordinal)
    {
        [ImagePack.RoomType] = stickers,
        [EventTypes.Name] = look,
        [EventTypes.Topic] = look,
        [EventTypes.Avatar] = look,
        [EventTypes.PowerLevels] = manage,
        ["invite"] = invite,
        ["kick"] = manage,
        ["ban"] = manage,
    };
}
