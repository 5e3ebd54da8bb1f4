using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Storage;

namespace Bridges.Core.CatchUp;

/// <summary>
/// Makes rooms for an account's most recent chats and puts the last messages into them. Each login owes one, until it is
/// done: a host that ends in between does it at its next start.
/// </summary>
internal sealed class FirstSync(Database database, SettingTable settings, MessageTable messages, CoreOptions options, TimeProvider time)
{
    /// <summary>Written together with the login.</summary>
    public static Statement Owe(NetworkId network, AccountId account) => SettingTable.Set(Key(network, account), "owed");

    /// <summary>Written when the account is forgotten.</summary>
    public static Statement Forget(NetworkId network, AccountId account) => SettingTable.Remove(Key(network, account));

    public async Task RunIfOwedAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        if (await settings.GetAsync(Key(account.Network, account.Id), cancellationToken) is null)
        {
            return;
        }

        await BeginAsync(account, cancellationToken);
        await database.WriteAsync([Forget(account.Network, account.Id)], cancellationToken: cancellationToken);
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

        var listed = await ModuleCalls.RunAsync(
            () => lister.ListChatsAsync(options.ChatsAtLogin, cancellationToken), ModulePatience.Reading, time, cancellationToken);
        var chats = listed.Select(chat => chat.Key).ToArray();
        foreach (var chat in chats)
        {
            await account.OrderRoomAsync(chat, RoomOrder.Open, cancellationToken);
        }

        foreach (var chat in chats)
        {
            await JournalHistoryAsync(account, chat, cancellationToken);
        }
    }

    /// <summary>Makes the room of one chat and puts its last messages into it.</summary>
    public async Task BeginAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        await account.OrderRoomAsync(chat, RoomOrder.Open, cancellationToken);
        await JournalHistoryAsync(account, chat, cancellationToken);
    }

    /// <summary>Only where nothing was bridged yet: old messages must not stand behind newer ones.</summary>
    private async Task JournalHistoryAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        if (account.Account is not IReadsHistory history
            || await messages.NewestAsync(account.Network, chat, limit: 1, cancellationToken) is not [])
        {
            return;
        }

        var read = await ModuleCalls.RunAsync(
            () => history.ReadHistoryAsync(chat, after: null, options.MessagesAtLogin, cancellationToken), ModulePatience.Reading, time, cancellationToken);
        foreach (var message in read)
        {
            await account.JournalAsync(new JournaledRemoteEvent(account.Id, message, Replayed: true), cancellationToken);
        }
    }

    private static string Key(NetworkId network, AccountId account) => $"first-sync/{network}/{account}";
}
