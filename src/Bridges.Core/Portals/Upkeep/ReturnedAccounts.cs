using Bridges.Core.Accounts;
using Bridges.Core.Portals.Rules;
using Bridges.Core.Portals.Spaces;
using Bridges.Storage;

namespace Bridges.Core.Portals.Upkeep;

/// <summary>
/// Looks, when an account's session begins, whether it is in chats again that it was out of, and brings its owner into their rooms. A chat that
/// has no room any more gets one with its next message.
/// </summary>
internal sealed class ReturnedAccounts(AccountChats chats, ChatRules rules, PortalRegistry portals, IRoomOrders orders)
{
    public async Task BringBackAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        foreach (var (chat, _) in (await chats.OfAsync(account, cancellationToken)).Where(chat => chat.State == AccountChatState.OutOfChat))
        {
            if (await portals.FindAsync(account.Network, chat, cancellationToken) is { RoomId: not null }
                && await rules.StandingAsync(account, chat, cancellationToken) == ChatStanding.New)
            {
                await orders.OrderAsync(account, chat, cancellationToken);
            }
        }
    }
}
