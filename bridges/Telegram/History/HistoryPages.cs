using System.Runtime.CompilerServices;
using System.Text.Json;
using Bridges.Telegram.Accounts;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.History;

/// <summary>Reads a chat's messages as TDLib gives them, page by page, the newest first.</summary>
internal sealed class HistoryPages(AccountSession session)
{
    private const int PageSize = 100;

    /// <summary>TDLib answers with as many as it likes; only an answer with none is the end.</summary>
    public async IAsyncEnumerable<JsonElement> NewestFirstAsync(long chat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long from = 0; ;)
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
