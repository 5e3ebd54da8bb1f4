using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Rules;
using Bridges.Matrix;

namespace Bridges.Core.Provisioning;

/// <inheritdoc cref="IUserChats"/>
internal sealed class UserChats(
    AccountRegistry accounts, AccountChats chats, ChatLists lists, ChatSwitching switching, ChatRules rules, OlderMessages older, RowWaits rows) : IUserChats
{
    public async Task<IReadOnlyList<UserChat>> ListAsync(UserId user, bool asksNetworks, CancellationToken cancellationToken)
    {
        var found = new List<UserChat>();
        foreach (var account in accounts.OwnedBy(user))
        {
            found.AddRange(await lists.OfAsync(account, asksNetworks, cancellationToken));
        }

        return [.. found.OrderBy(chat => chat.Name, StringComparer.OrdinalIgnoreCase).ThenBy(chat => chat.Chat.Chat.Value, StringComparer.Ordinal)];
    }

    public Task SwitchOffAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, CancellationToken cancellationToken) =>
        switching.OffAsync(Find(user, network, account, chat), chat, cancellationToken);

    public Task SwitchOnAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, int? messages, CancellationToken cancellationToken) =>
        switching.OnAsync(Find(user, network, account, chat), chat, messages, cancellationToken);

    public async Task<OlderHistory> BringOlderAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, int count, CancellationToken cancellationToken)
    {
        var running = Find(user, network, account, chat);
        return await chats.IsInRoomAsync(running, chat, cancellationToken)
            ? await older.BringAsync(running, chat, count, cancellationToken)
            : throw BridgeException.Permanent("You have no room of that chat. Switch it on first.");
    }

    public async Task<bool> ArrivedAsync(OlderHistory older, TimeSpan patience, CancellationToken cancellationToken) =>
        older.LastRow is not { } row || await rows.EndAsync(row, patience, cancellationToken);

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
}
