using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Chats;

/// <summary>Makes sure that TDLib knows a chat: after a new login, or in a new database, it may not have met it yet.</summary>
internal sealed class ChatFinder(AccountSession session, ChatLists lists)
{
    private const int ChatsLoaded = 1000;

    /// <summary>TDLib's chat.</summary>
    /// <exception cref="TdException">There is no such chat for this account.</exception>
    public async Task<JsonElement> FindAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        var id = RemoteIds.Chat(chat.Chat);
        try
        {
            return await GetAsync(id, cancellationToken);
        }
        catch (TdException exception) when (exception.IsNotFound)
        {
            foreach (var list in ChatLists.All)
            {
                await lists.LoadAsync(list, ChatsLoaded, cancellationToken);
            }
        }

        return ChatIds.IsUser(id)
            ? await session.RequestAsync(TdJson.Request("createPrivateChat", ("user_id", id), ("force", false)), cancellationToken)
            : await GetAsync(id, cancellationToken);
    }

    private Task<JsonElement> GetAsync(long chat, CancellationToken cancellationToken) =>
        session.RequestAsync(TdJson.Request("getChat", ("chat_id", chat)), cancellationToken);
}
