using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Accounts;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Messages.Outgoing;

/// <summary>Makes sure that TDLib knows a chat: after a new login, or in a new database, it may not have met it yet.</summary>
internal sealed class ChatOpener(AccountSession session)
{
    private const int ChatsLoaded = 1000;

    /// <summary>TDLib's chat.</summary>
    /// <exception cref="TdException">There is no such chat for this account.</exception>
    public async Task<JsonElement> OpenAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        var id = RemoteIds.Chat(chat.Chat);
        try
        {
            return await GetAsync(id, cancellationToken);
        }
        catch (TdException exception) when (exception.IsNotFound)
        {
            await LoadListsAsync(cancellationToken);
        }

        return ChatIds.IsUser(id)
            ? await session.RequestAsync(TdJson.Request("createPrivateChat", ("user_id", id), ("force", false)), cancellationToken)
            : await GetAsync(id, cancellationToken);
    }

    private async Task LoadListsAsync(CancellationToken cancellationToken)
    {
        foreach (var list in new[] { "chatListMain", "chatListArchive" })
        {
            try
            {
                for (var loaded = 0; loaded < ChatsLoaded; loaded += 100)
                {
                    await session.RequestAsync(TdJson.Request("loadChats", ("chat_list", TdJson.Request(list)), ("limit", 100)), cancellationToken);
                }
            }
            catch (TdException exception) when (exception.Code is 404 or 400)
            {
                // All are loaded; or it is a bot, which has no list.
            }
        }
    }

    private Task<JsonElement> GetAsync(long chat, CancellationToken cancellationToken) =>
        session.RequestAsync(TdJson.Request("getChat", ("chat_id", chat)), cancellationToken);
}
