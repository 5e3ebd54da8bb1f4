using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork;
using Bridges.Core.Ghosts;
using Bridges.Core.JournalRows;
using Bridges.Core.Management;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix;

/// <summary>Opens the chat with a person whom somebody invited to a room, or says how it is opened.</summary>
internal sealed class InvitedChats(AccountRegistry accounts, RemoteEventJournal journal, ManagementRooms managementRooms, GhostRegistry ghosts)
{
    public async Task OpenAsync(UserId inviter, NetworkDescription network, RemoteUserId person, CancellationToken cancellationToken)
    {
        var name = (await ghosts.FindAsync(network.Id, person, cancellationToken))?.Name ?? person.Value;
        var own = accounts.OwnedBy(inviter).Where(account => account.Network == network.Id).ToArray();
        if (own is [{ Account: IStartsChats starter } account])
        {
            var chat = await ModuleCalls.RunAsync(() => starter.OpenDirectChatAsync(person, cancellationToken), cancellationToken);
            await journal.OrderRoomAsync(account, chat, RoomOrder.Open, cancellationToken);
            await managementRooms.TellAsync(
                inviter, $"The chat with {name} has a room of its own, which appears now. It can always be opened with `start-chat {person}`.", cancellationToken);
            return;
        }

        await managementRooms.TellAsync(
            inviter,
            own.Length == 0
                ? BotText.Of($"To write to {name}, log in to {network.DisplayName} first: say `login {network.Id}`. Then `start-chat {person}` opens the chat.")
                : BotText.Of($"To write to {name}, say `start-chat [account] {person}`: it opens the chat in a room of its own."),
            cancellationToken);
    }
}
