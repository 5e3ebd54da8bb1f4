using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Rooms;

/// <summary>Power levels of a portal. The bot stands above all; what only the bridge may change stays with it.</summary>
internal static class RoomPowers
{
    public const int Bot = 100;

    /// <summary>Of the other person of a direct chat: they invite the user, so that clients count it as a chat with them.</summary>
    public const int DirectGhost = 95;

    /// <summary>The levels that the bridge gives; others were set by somebody else.</summary>
    public static bool IsOurs(int level) => level is MayNotSend or 0 or 50 or 95;

    // What may be said is decided on the network; only Matrix users can try what they may not.
    private const int MayNotSend = -1;

    /// <summary>The level of a ghost. None is kept from speaking: it only says what was said.</summary>
    public static int OfGhost(MemberRole role) => role switch
    {
        MemberRole.Owner => 95,
        MemberRole.Administrator => 50,
        _ => 0,
    };

    /// <summary>The level of a Matrix user, by their role on the network and the least role that may write there.</summary>
    public static int OfUser(MemberRole role, MemberRole whoMaySend) => role < whoMaySend ? MayNotSend : OfGhost(role);

    /// <summary>The role that a level stands for.</summary>
    public static MemberRole RoleOf(int level) => level switch
    {
        < 0 => MemberRole.Restricted,
        < 50 => MemberRole.Member,
        < 95 => MemberRole.Administrator,
        _ => MemberRole.Owner,
    };

    /// <summary>The content of <c>m.room.power_levels</c>.</summary>
    /// <param name="users">Levels of people that differ from the default.</param>
    /// <param name="rights">What changes the chat itself needs (<see cref="RoomRights"/>).</param>
    /// <param name="isDirect">Both pin.</param>
    public static JsonObject Content(string bot, IReadOnlyDictionary<string, int> users, IReadOnlyDictionary<string, int> rights, bool isDirect)
    {
        var levels = new JsonObject { [bot] = Bot };
        foreach (var (user, level) in users.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (user != bot && level != 0)
            {
                levels[user] = level;
            }
        }

        var content = new RoomLevels(new JsonObject
        {
            ["users"] = levels,
            ["users_default"] = 0,
            ["events"] = new JsonObject
            {
                ["m.room.tombstone"] = Bot,
                // In a direct chat both pin; in others those who manage it.
                ["m.room.pinned_events"] = isDirect ? 0 : OfGhost(MemberRole.Administrator),
                // Reactions, votes and deletions of one's own are for everyone, also for who may not write.
                [ReactionContent.EventType] = MayNotSend,
                [PollTypes.Response] = MayNotSend,
                [PollTypes.StableResponse] = MayNotSend,
                ["m.room.redaction"] = MayNotSend,
                // Everyone may say where they are; the homeserver lets nobody say it of another.
                [BeaconTypes.Info] = 0,
                [BeaconTypes.StableInfo] = 0,
            },
            ["events_default"] = 0,
            ["state_default"] = Bot,
            ["redact"] = OfGhost(MemberRole.Administrator),
        });
        foreach (var (slot, level) in rights)
        {
            content[slot] = level;
        }

        return content.Content;
    }
}
