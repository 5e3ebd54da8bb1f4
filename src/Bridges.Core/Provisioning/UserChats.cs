using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Provisioning;

/// <inheritdoc cref="IUserChats"/>
internal sealed class UserChats(
    AccountRegistry accounts, AccountChats chats, ListedChats listed, ChatRooms rooms, ChatRules rules, PortalExits exits, OlderMessages older, FirstSync first, TimeProvider time) : IUserChats
{
    public async Task<IReadOnlyList<UserChat>> ListAsync(UserId user, bool asksNetworks, CancellationToken cancellationToken)
    {
        var found = new List<UserChat>();
        foreach (var account in accounts.OwnedBy(user))
        {
            found.AddRange(await ListAsync(account, asksNetworks, cancellationToken));
        }

        return [.. found.OrderBy(chat => chat.Name, StringComparer.OrdinalIgnoreCase).ThenBy(chat => chat.Chat.Chat.Value, StringComparer.Ordinal)];
    }

    public async Task SwitchAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, bool isOn, CancellationToken cancellationToken)
    {
        if (isOn)
        {
            await SwitchOnAsync(user, network, account, chat, messages: null, cancellationToken);
            return;
        }

        await exits.SwitchedOffAsync(Find(user, network, account, chat), chat, cancellationToken);
    }

    public async Task SwitchOnAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, int? messages, CancellationToken cancellationToken)
    {
        var running = Find(user, network, account, chat);
        if (await chats.StateAsync(running, chat, cancellationToken) == AccountChatState.OutOfChat)
        {
            throw BridgeException.Permanent($"You are not in that chat on {running.NetworkName} any more.");
        }

        // Said now, where somebody reads it, rather than in a log once its turn has come.
        await ModuleCalls.RunAsync(() => running.Account.GetChatAsync(chat, cancellationToken), ModulePatience.Reading, time, cancellationToken);
        await first.BeginAsync(running, chat, messages, cancellationToken);
    }

    public async Task<OlderHistory> BringOlderAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, int count, CancellationToken cancellationToken)
    {
        var running = Find(user, network, account, chat);
        return await chats.IsInRoomAsync(running, chat, cancellationToken)
            ? await older.BringAsync(running, chat, count, cancellationToken)
            : throw BridgeException.Permanent("You have no room of that chat. Switch it on first.");
    }

    public Task<ChatRule> RuleAsync(UserId user, NetworkId network, AccountId account, CancellationToken cancellationToken) =>
        rules.OfAsync(Find(user, network, account), cancellationToken);

    public Task SetRuleAsync(UserId user, NetworkId network, AccountId account, ChatRule rule, CancellationToken cancellationToken) =>
        rules.SetAsync(Find(user, network, account), rule, cancellationToken);

    private RunningAccount Find(UserId user, NetworkId network, AccountId account) =>
        accounts.Find(network, account) is { } running && running.Owner == user ? running : throw new NoSuchAccountException();

    private RunningAccount Find(UserId user, NetworkId network, AccountId account, ChatKey chat) =>
        Find(user, network, account) is var running && (chat.Receiver is null || chat.Receiver == running.Id)
            ? running
            : throw BridgeException.Permanent("This is no chat of that account.");

    private async Task<IEnumerable<UserChat>> ListAsync(RunningAccount account, bool asksNetwork, CancellationToken cancellationToken)
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
        (AccountChatState.InRoom, not null) => ChatPresence.On,
        (null or AccountChatState.InRoom, _) when rule != ChatRule.Chosen => ChatPresence.ByRule,
        _ => ChatPresence.Off,
    };
}
