using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork;
using Bridges.Core.JournalRows;
using Bridges.Core.Portals.Rules;
using Bridges.Storage;

namespace Bridges.Core.CatchUp;

/// <summary>
/// Makes rooms for an account's most recent chats and puts the last messages into them. Each login owes one, until it is
/// done: a host that ends in between does it at its next start.
/// </summary>
internal sealed class FirstSync(Database database, SettingTable settings, MessageTable messages, ChatRules rules, RemoteEventJournal journal, HistoryAmounts amounts, TimeProvider time)
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

    /// <summary>
    /// Journals the chats, the most recent first, and then their last messages. The chats go first so that none is forgotten
    /// when the host ends in between.
    /// </summary>
    public async Task BeginAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        if (account.Account is not IListsChats lister)
        {
            return;
        }

        var (most, _) = await amounts.OfAsync(account, cancellationToken);
        var listed = await ModuleCalls.RunAsync(
            () => lister.ListChatsAsync(most, cancellationToken), ModulePatience.Reading, time, cancellationToken);
        var chats = new List<ChatKey>();
        foreach (var chat in listed.Select(chat => chat.Key))
        {
            if (await rules.StandingAsync(account, chat, cancellationToken) == ChatStanding.Unwanted)
            {
                continue;
            }

            chats.Add(chat);
            await JournalRoomAsync(account, chat, cancellationToken);
        }

        foreach (var chat in chats)
        {
            await JournalHistoryAsync(account, chat, wanted: null, cancellationToken);
        }
    }

    /// <summary>Makes the room of one chat and puts its last messages into it.</summary>
    /// <param name="messages">How many; null: as many as at the account's login.</param>
    public async Task BeginAsync(RunningAccount account, ChatKey chat, int? messages, CancellationToken cancellationToken)
    {
        await JournalRoomAsync(account, chat, cancellationToken);
        await JournalHistoryAsync(account, chat, messages, cancellationToken);
    }

    private Task JournalRoomAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) =>
        journal.OrderRoomAsync(account, chat, RoomOrder.Open, cancellationToken);

    /// <summary>Only where nothing was bridged yet: old messages must not stand behind newer ones.</summary>
    private async Task JournalHistoryAsync(RunningAccount account, ChatKey chat, int? wanted, CancellationToken cancellationToken)
    {
        if (account.Account is not IReadsHistory history
            || await messages.NewestAsync(account.Network, chat, limit: 1, cancellationToken) is not [])
        {
            return;
        }

        var most = wanted is { } messagesOfIt ? amounts.Allowed(messagesOfIt) : (await amounts.OfAsync(account, cancellationToken)).Messages;
        if (most == 0)
        {
            return;
        }

        var read = await ModuleCalls.RunAsync(
            () => history.ReadHistoryAsync(chat, after: null, most, cancellationToken), ModulePatience.Reading, time, cancellationToken);
        foreach (var message in read)
        {
            await journal.AppendAsync(account, message, replayed: true, cancellationToken);
        }
    }
}
