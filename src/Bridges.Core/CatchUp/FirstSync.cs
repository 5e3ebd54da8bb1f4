using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork;

namespace Bridges.Core.CatchUp;

/// <summary>Makes rooms for an account's most recent chats and puts the last messages into them.</summary>
internal sealed class FirstSync(CoreOptions options, TimeProvider time)
{
    /// <summary>Journals the chats, the most recent first; their rooms then appear one after the other.</summary>
    /// <returns>How many chats that is.</returns>
    public async Task<int> BeginAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        if (account.Account is not IListsChats lister)
        {
            return 0;
        }

        var chats = await lister.ListChatsAsync(options.ChatsAtLogin, cancellationToken);
        foreach (var chat in chats)
        {
            await BeginAsync(account, chat.Key, cancellationToken);
        }

        return chats.Count;
    }

    /// <summary>Makes the room of one chat and puts its last messages into it.</summary>
    public async Task BeginAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        var room = new RemoteChatChange { Chat = chat, Timestamp = time.GetUtcNow() };
        await account.JournalAsync(new JournaledRemoteEvent(account.Id, room, MakesRoom: true), cancellationToken);
        if (account.Account is IReadsHistory history)
        {
            foreach (var message in await history.ReadHistoryAsync(chat, after: null, options.MessagesAtLogin, cancellationToken))
            {
                await account.JournalAsync(new JournaledRemoteEvent(account.Id, message, Replayed: true), cancellationToken);
            }
        }
    }
}
