using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Users;
using Bridges.Storage;

namespace Bridges.Core.Provisioning;

/// <summary>Switches single chats of an account on and off.</summary>
internal sealed class ChatSwitching(AccountChats chats, PortalExits exits, FirstSync first, TimeProvider time)
{
    /// <param name="messages">How many of its last messages come along; null: as many as at the login.</param>
    public async Task OnAsync(RunningAccount account, ChatKey chat, int? messages, CancellationToken cancellationToken)
    {
        if (await chats.StateAsync(account, chat, cancellationToken) == AccountChatState.OutOfChat)
        {
            throw BridgeException.Permanent($"You are not in that chat on {account.NetworkName} any more.");
        }

        // Said now, where somebody reads it, rather than in a log once its turn has come.
        await ModuleCalls.RunAsync(() => account.Account.GetChatAsync(chat, cancellationToken), ModulePatience.Reading, time, cancellationToken);
        await first.BeginAsync(account, chat, messages, cancellationToken);
    }

    public Task OffAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) => exits.SwitchedOffAsync(account, chat, cancellationToken);
}
