using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Accounts;
using Bridges.Telegram.Messages.Incoming;
using Bridges.Telegram.Messages.Outgoing;
using Bridges.Telegram.People;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.History;

/// <summary>Reads what was said before.</summary>
internal sealed class HistoryReader(AccountSession session, ChatOpener chats, MessageTranslator messages, PeopleShown people)
{
    private const int PageSize = 100;

    public async Task<IReadOnlyList<RemoteMessage>> ReadAsync(ChatKey chat, RemoteMessageId? after, int limit, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        var opened = await chats.OpenAsync(chat, cancellationToken);
        if (StateReader.Chat(opened).Type == ChatType.Secret)
        {
            return [];
        }

        var id = opened.Number("id");
        var oldest = after is { } bound ? RemoteIds.Message(bound) : 0;
        var newestFirst = new List<RemoteMessage>();
        for (long from = 0; newestFirst.Count < limit;)
        {
            // TDLib answers with as many as it likes; only an answer with none is the end.
            var page = await PageAsync(id, from, cancellationToken);
            foreach (var message in page.TakeWhile(message => message.Number("id") > oldest))
            {
                if (newestFirst.Count < limit && messages.Translate(message, client.State) is { } translated)
                {
                    people.Add(translated.Sender);
                    newestFirst.Add(translated);
                }
            }

            if (page.Count == 0 || page[^1].Number("id") <= oldest)
            {
                break;
            }

            from = page[^1].Number("id");
        }

        newestFirst.Reverse();
        return newestFirst;
    }

    private async Task<List<JsonElement>> PageAsync(long chat, long from, CancellationToken cancellationToken)
    {
        var request = TdJson.Request(
            "getChatHistory", ("chat_id", chat), ("from_message_id", from), ("offset", 0), ("limit", PageSize), ("only_local", false));
        var answer = await session.RequestAsync(request, cancellationToken);
        return [.. answer.Items("messages").Where(message => from == 0 || message.Number("id") < from)];
    }
}
