using Bridges.Abstractions;
using Bridges.Telegram.Accounts;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Messages.Incoming;
using Bridges.Telegram.People;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.History;

/// <summary>Reads what was said before.</summary>
internal sealed class HistoryReader(
    AccountSession session, ChatFinder chats, HistoryPages pages, MessageTranslator messages, PeopleShown people)
{
    public async Task<IReadOnlyList<RemoteMessage>> ReadAsync(ChatKey chat, RemoteMessageId? after, int limit, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        var opened = await chats.FindAsync(chat, cancellationToken);
        if (StateReader.Chat(opened).Type == ChatType.Secret)
        {
            return [];
        }

        var oldest = after is { } bound ? RemoteIds.Message(bound) : 0;
        var newestFirst = new List<RemoteMessage>();
        await foreach (var message in pages.NewestFirstAsync(opened.Number("id"), cancellationToken))
        {
            if (newestFirst.Count >= limit || message.Number("id") <= oldest)
            {
                break;
            }

            if (messages.Translate(message, client.State) is { } translated)
            {
                people.Add(translated.Sender);
                newestFirst.Add(translated);
            }
        }

        newestFirst.Reverse();
        return newestFirst;
    }
}
