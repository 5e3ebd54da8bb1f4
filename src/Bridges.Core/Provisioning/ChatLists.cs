using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Rules;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Provisioning;

/// <summary>Lists the chats of an account, each with whether it is bridged.</summary>
internal sealed class ChatLists(AccountChats chats, ListedChats listed, ChatRooms rooms, ChatRules rules)
{
    /// <param name="asksNetwork">Chats that have not come here yet, too.</param>
    public async Task<IReadOnlyList<UserChat>> OfAsync(RunningAccount account, bool asksNetwork, CancellationToken cancellationToken)
    {
        var rule = await rules.OfAsync(account, cancellationToken);
        var states = (await chats.OfAsync(account, cancellationToken)).ToDictionary(known => known.Chat, known => (AccountChatState?)known.State);
        var names = new Dictionary<ChatKey, string?>();
        foreach (var summary in asksNetwork ? await listed.OfAsync(account, cancellationToken) : [])
        {
            names[summary.Key] = summary.Name;
        }

        var found = new List<UserChat>();
        foreach (var chat in states.Keys.Union(names.Keys).Where(chat => states.GetValueOrDefault(chat) != AccountChatState.OutOfChat))
        {
            var (name, room) = await rooms.FindAsync(account.Network, chat, cancellationToken);
            var presence = PresenceOf(states.GetValueOrDefault(chat), room, rule);
            found.Add(new UserChat(account.Network, account.Id, chat, name.Length > 0 ? name : names.GetValueOrDefault(chat) ?? "", presence == ChatPresence.On ? room : null, presence));
        }

        return found;
    }

    private static ChatPresence PresenceOf(AccountChatState? state, RoomId? room, ChatRule rule) => (state, room) switch
    {
        (AccountChatState.InRoom or AccountChatState.ComingIn, not null) => ChatPresence.On,
        (null or AccountChatState.InRoom or AccountChatState.ComingIn, _) when rule != ChatRule.Chosen => ChatPresence.ByRule,
        _ => ChatPresence.Off,
    };
}
