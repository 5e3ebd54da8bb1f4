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
    public static IReadOnlyDictionary<string, int> Nobody { get; } = All(RoomPowers.Bot, RoomPowers.Bot, RoomPowers.Bot);

    /// <summary>By the slots of <see cref="RoomLevels"/>.</summary>
    public static IReadOnlyDictionary<string, int> Of(IAccount account, ChatDetails details)
    {
        if (details.Kind is ChatKind.Direct or ChatKind.NoteToSelf)
        {
            return All(RoomPowers.Bot, details.Kind == ChatKind.Direct ? RoomPowers.DirectGhost : RoomPowers.Bot, RoomPowers.Bot);
        }

        var look = account is IChangesChats ? RoomPowers.OfGhost(details.WhoMayChangeLook) : RoomPowers.Bot;
        return account is IManagesMembers
            ? All(look, RoomPowers.OfGhost(details.WhoMayAddMembers), RoomPowers.OfGhost(MemberRole.Administrator))
            : All(look, RoomPowers.Bot, RoomPowers.Bot);
    }

    private static Dictionary<string, int> All(int look, int invite, int manage) => new(StringComparer.Ordinal)
    {
        [EventTypes.Name] = look,
        [EventTypes.Topic] = look,
        [EventTypes.Avatar] = look,
        [EventTypes.PowerLevels] = manage,
        ["invite"] = invite,
        ["kick"] = manage,
        ["ban"] = manage,
    };
}
