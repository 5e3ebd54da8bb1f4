using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Chats;

/// <summary>Lists the account's chats, the most recently active first.</summary>
internal sealed class ChatLister(AccountId account, AccountSession session, ChatLists lists)
{
    /// <summary>The chats of the main list, then those that the user has archived.</summary>
    public async Task<IReadOnlyList<ChatSummary>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var chats = new List<ChatSummary>();
        foreach (var list in ChatLists.All)
        {
            if (chats.Count < limit)
            {
                chats.AddRange(await ListAsync(list, limit - chats.Count, cancellationToken));
            }
        }

        return chats;
    }

    private async Task<IEnumerable<ChatSummary>> ListAsync(string list, int limit, CancellationToken cancellationToken)
    {
        await lists.LoadAsync(list, limit, cancellationToken);
        var answer = await session.RequestAsync(
            TdJson.Request("getChats", ("chat_list", TdJson.Request(list)), ("limit", limit)), cancellationToken);
        var chats = new List<ChatSummary>();
        foreach (var id in answer.Numbers("chat_ids"))
        {
            if (await GetAsync(id, cancellationToken) is { } chat && StateReader.Chat(chat) is { Type: not ChatType.Secret } known && !await HasMovedAsync(known, cancellationToken))
            {
                chats.Add(Summarize(chat, known));
            }
        }

        // TDLib puts pinned chats first, however old they are.
        return chats.OrderByDescending(chat => chat.LastActivity ?? DateTimeOffset.MinValue);
    }

    /// <returns>Null for a chat that cannot be had any more: the others can.</returns>
    private async Task<JsonElement?> GetAsync(long chat, CancellationToken cancellationToken)
    {
        try
        {
            return await session.RequestAsync(TdJson.Request("getChat", ("chat_id", chat)), cancellationToken);
        }
        catch (TdException exception) when (exception.Code is 400 or 403 or 404)
        {
            return null;
        }
    }

    /// <summary>A group that became a supergroup goes on there, with all that was said in it.</summary>
    private async Task<bool> HasMovedAsync(KnownChat chat, CancellationToken cancellationToken) =>
        chat.Type == ChatType.BasicGroup && (await session.ClientAsync(cancellationToken)).State.BasicGroup(chat.Peer)?.UpgradedTo > 0;

    private ChatSummary Summarize(JsonElement chat, KnownChat known)
    {
        var last = chat.Object("last_message");
        return new ChatSummary(
            RemoteIds.Chat(known.Id, account),
            known.Title.Length > 0 ? known.Title : null,
            RemoteIds.Message(last?.Number("id") ?? 0),
            last?.Time("date"));
    }
}
