using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Accounts;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Chats;

/// <summary>Lists the account's chats, the most recently active first.</summary>
internal sealed class ChatLister(AccountId account, AccountSession session, TelegramOptions options)
{
    private const int PageSize = 100;

    public async Task<IReadOnlyList<ChatSummary>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        limit = Math.Min(limit, options.SyncLimit);
        if (limit == 0)
        {
            return [];
        }

        await session.ConnectedClientAsync(cancellationToken);
        await LoadAsync(limit, cancellationToken);
        var list = await session.RequestAsync(
            TdJson.Request("getChats", ("chat_list", MainList()), ("limit", limit)), cancellationToken);
        var chats = new List<ChatSummary>();
        foreach (var id in list.Numbers("chat_ids"))
        {
            var chat = await session.RequestAsync(TdJson.Request("getChat", ("chat_id", id)), cancellationToken);
            if (StateReader.Chat(chat) is { Type: not ChatType.Secret } known)
            {
                chats.Add(Summarize(chat, known));
            }
        }

        return chats;
    }

    private async Task LoadAsync(int limit, CancellationToken cancellationToken)
    {
        try
        {
            for (var loaded = 0; loaded < limit; loaded += PageSize)
            {
                await session.RequestAsync(
                    TdJson.Request("loadChats", ("chat_list", MainList()), ("limit", Math.Min(limit - loaded, PageSize))), cancellationToken);
            }
        }
        catch (TdException exception) when (exception.Code == 404)
        {
            // That is all of them.
        }
    }

    private ChatSummary Summarize(JsonElement chat, KnownChat known)
    {
        var last = chat.Object("last_message");
        return new ChatSummary(
            RemoteIds.Chat(known.Id, account),
            known.Title.Length > 0 ? known.Title : null,
            RemoteIds.Message(last?.Number("id") ?? 0),
            last?.Time("date"));
    }

    private static JsonObject MainList() => TdJson.Request("chatListMain");
}
