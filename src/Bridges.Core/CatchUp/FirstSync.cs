using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork;
using Bridges.Core.Portals.Rules;
using Bridges.Storage;

namespace Bridges.Core.CatchUp;

/// <summary>
/// Asks for rooms of an account's most recent chats, with the last messages of each. Each login owes one, until it is
/// done: a host that ends in between does it at its next start.
/// </summary>
internal sealed class FirstSync(Database database, SettingTable settings, ChatRules rules, RemoteEventJournal journal, HistoryAmounts amounts, TimeProvider time)
{
    public async Task RunIfOwedAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        var key = AccountSettings.FirstSync(account.Network, account.Id);
        if (await settings.GetAsync(key, cancellationToken) is null)
        {
            return;
        }

        await BeginAsync(account, cancellationToken);
        await database.WriteAsync([SettingTable.Remove(key)], cancellationToken: cancellationToken);
    }

    /// <summary>Orders the rooms of the chats, the most recent first.</summary>
    public async Task BeginAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        if (account.Account is not IListsChats lister)
        {
            return;
        }

        var (chats, messages) = await amounts.OfAsync(account, cancellationToken);
        var listed = await ModuleCalls.RunAsync(
            () => lister.ListChatsAsync(chats, cancellationToken), ModulePatience.Reading, time, cancellationToken);
        foreach (var chat in listed.Select(chat => chat.Key))
        {
            if (await rules.StandingAsync(account, chat, cancellationToken) != ChatStanding.Unwanted)
            {
                await journal.OrderRoomAsync(account, chat, messages, cancellationToken);
            }
        }
    }

    /// <summary>Orders the room of one chat.</summary>
    /// <param name="messages">With how many of its last messages; null: as many as at the account's login.</param>
    public async Task BeginAsync(RunningAccount account, ChatKey chat, int? messages, CancellationToken cancellationToken)
    {
        var most = messages is { } wanted ? amounts.Allowed(wanted) : (await amounts.OfAsync(account, cancellationToken)).Messages;
        await journal.OrderRoomAsync(account, chat, most, cancellationToken);
    }
}
