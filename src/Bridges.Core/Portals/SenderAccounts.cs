using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals;

/// <summary>By which account a Matrix user may act in a portal: one of their own, which is in the chat.</summary>
internal sealed class SenderAccounts(AccountRegistry accounts, AccountChats chats, NetworkCatalog networks)
{
    /// <summary>The sender's own account in a portal, for what they want done with it.</summary>
    /// <exception cref="BridgeException">They have none, or it does not run just now.</exception>
    public async ValueTask<RunningAccount> RequireAsync(PortalRow portal, UserId sender, CancellationToken cancellationToken)
    {
        if (await FindAsync(portal, sender, cancellationToken) is { } account)
        {
            return account;
        }

        var resting = (await accounts.RestingOfAsync(sender, cancellationToken)).FirstOrDefault(row =>
            row.Network == portal.Network && (portal.Chat.Receiver is null || portal.Chat.Receiver == row.Account.Id));
        throw resting switch
        {
            null when await IsOutAsync(portal, sender, cancellationToken) => BridgeException.Permanent("You are no longer in this chat."),
            null => BridgeException.Permanent("You are not logged in to this chat's account."),
            { IsReadable: false } => BridgeException.Permanent($"Your login to {networks.NameOf(portal.Network)} can no longer be used. Please log in again."),
            _ => BridgeException.Transient($"Your account on {networks.NameOf(portal.Network)} is not running just now."),
        };
    }

    /// <summary>The sender's own account in a portal; null where they have none.</summary>
    public async ValueTask<RunningAccount?> FindAsync(PortalRow portal, UserId sender, CancellationToken cancellationToken)
    {
        if (portal.Chat.Receiver is { } receiver)
        {
            return accounts.Find(portal.Network, receiver) is { } account && account.Owner == sender ? account : null;
        }

        foreach (var account in accounts.OwnedBy(sender).Where(account => account.Network == portal.Network))
        {
            if (await chats.StateAsync(account, portal.Chat, cancellationToken) is AccountChatState.InRoom or AccountChatState.ComingIn or AccountChatState.LeftRoom)
            {
                return account;
            }
        }

        return null;
    }

    private async Task<bool> IsOutAsync(PortalRow portal, UserId sender, CancellationToken cancellationToken)
    {
        foreach (var account in accounts.OwnedBy(sender).Where(account => account.Network == portal.Network))
        {
            if (await chats.StateAsync(account, portal.Chat, cancellationToken) == AccountChatState.OutOfChat)
            {
                return true;
            }
        }

        return false;
    }
}
