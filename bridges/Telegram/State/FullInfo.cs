using System.Text.Json.Nodes;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.State;

/// <summary>How TDLib is asked for all that there is to know of a chat; without being asked it lacks some of it.</summary>
internal static class FullInfo
{
    /// <summary>The request; null for chats of which there is no more to know.</summary>
    public static JsonObject? Of(KnownChat chat) => chat.Type switch
    {
        ChatType.Private => OfUser(chat.Peer),
        ChatType.BasicGroup => TdJson.Request("getBasicGroupFullInfo", ("basic_group_id", chat.Peer)),
        ChatType.Supergroup or ChatType.Channel => TdJson.Request("getSupergroupFullInfo", ("supergroup_id", chat.Peer)),
        _ => null,
    };

    public static JsonObject OfUser(long user) => TdJson.Request("getUserFullInfo", ("user_id", user));
}
