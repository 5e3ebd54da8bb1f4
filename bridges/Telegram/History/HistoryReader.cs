using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Incoming;
using Bridges.Telegram.Json;
using Bridges.Telegram.People;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.History;

/// <summary>Reads what was said before.</summary>
internal sealed class HistoryReader(
    AccountSession session, ChatFinder chats, HistoryPages pages, MessageTranslator messages, PeopleShown people, CustomEmojiLoader emoji)
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

            if (ServiceEvents.IsOne(message))
            {
                // The chat as it is now tells who is in it and what it is called.
                continue;
            }

            await emoji.LoadOfAsync(message, client.State, cancellationToken);
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
