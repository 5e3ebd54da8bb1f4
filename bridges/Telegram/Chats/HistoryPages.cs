using System.Runtime.CompilerServices;
using System.Text.Json;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;

namespace Bridges.Telegram.Chats;

/// <summary>Reads a chat's messages as TDLib gives them, page by page, the newest first.</summary>
internal sealed class HistoryPages(AccountSession session)
{
    private const int PageSize = 100;

    public IAsyncEnumerable<JsonElement> NewestFirstAsync(long chat, CancellationToken cancellationToken) =>
        NewestFirstAsync(chat, before: 0, cancellationToken);

    /// <summary>TDLib answers with as many as it likes; only an answer with none is the end.</summary>
    /// <param name="before">TDLib's id of the message before which to begin; 0: at the newest.</param>
    public async IAsyncEnumerable<JsonElement> NewestFirstAsync(
        long chat, long before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var from = before; ;)
        {
            var page = await ReadAsync(chat, from, PageSize, cancellationToken);
            foreach (var message in page)
            {
                yield return message;
            }

            if (page.Count == 0)
            {
                yield break;
            }

            from = page[^1].Number("id");
        }
    }

    /// <summary>TDLib's id of the newest message; 0 where there is none.</summary>
    public async Task<long> NewestAsync(long chat, CancellationToken cancellationToken) =>
        await ReadAsync(chat, from: 0, limit: 1, cancellationToken) is [var newest, ..] ? newest.Number("id") : 0;

    private async Task<List<JsonElement>> ReadAsync(long chat, long from, int limit, CancellationToken cancellationToken)
    {
        var request = TdJson.Request(
            "getChatHistory", ("chat_id", chat), ("from_message_id", from), ("offset", 0), ("limit", limit), ("only_local", false));
        var answer = await session.RequestAsync(request, cancellationToken);
        return [.. answer.Items("messages").Where(message => from == 0 || message.Number("id") < from)];
    }
}
