using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Incoming;
using Bridges.Telegram.Json;
using Bridges.Telegram.People;
using Bridges.Telegram.Reactions;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.History;

/// <summary>Reads what was said before: of a supergroup also what was said in the group that it was, under its former names.</summary>
internal sealed class HistoryReader(
    AccountId account, AccountSession session, ChatFinder chats, HistoryPages pages, MessageTranslator messages, PeopleShown people, CustomEmojiLoader emoji)
{
    private readonly ReactionRefresher _reactions = new(session);

    public async Task<IReadOnlyList<RemoteMessage>> ReadAsync(ChatKey chat, RemoteMessageId? after, int limit, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        var opened = await chats.FindAsync(chat, cancellationToken);
        if (StateReader.Chat(opened).Type == ChatType.Secret)
        {
            return [];
        }

        var before = after?.BeforeMove();
        var (newestFirst, group) = await ReadAsync(client.State, opened.Number("id"), before is null ? after : null, limit, cancellationToken);
        if (group != 0)
        {
            var former = RemoteIds.Chat(ChatIds.OfBasicGroup(group), account);
            var oldest = before is { } bound && bound.Chat == former ? bound.Message : default(RemoteMessageId?);
            newestFirst.AddRange(await ReadFormerAsync(client.State, group, oldest, limit - newestFirst.Count, cancellationToken));
            newestFirst = newestFirst.ConvertAll(message => FormerMessages.InNew(message, former, chat));
        }

        newestFirst.Reverse();
        return newestFirst;
    }

    /// <summary>What was said in a group before it became a supergroup; nothing where the account may not read that.</summary>
    private async Task<IEnumerable<RemoteMessage>> ReadFormerAsync(TdState state, long group, RemoteMessageId? after, int limit, CancellationToken cancellationToken)
    {
        try
        {
            var former = await session.RequestAsync(TdJson.Request("createBasicGroupChat", ("basic_group_id", group), ("force", false)), cancellationToken);
            return (await ReadAsync(state, former.Number("id"), after, limit, cancellationToken)).NewestFirst;
        }
        catch (TdException exception) when (exception.Code is 400 or 403 or 404)
        {
            return [];
        }
    }

    /// <returns>The messages, and the group that the chat was before, where its very beginning was read; else 0.</returns>
    private async Task<(List<RemoteMessage> NewestFirst, long Former)> ReadAsync(
        TdState state, long chat, RemoteMessageId? after, int limit, CancellationToken cancellationToken)
    {
        var oldest = after is { } bound ? RemoteIds.Message(bound) : 0;
        var newestFirst = new List<RemoteMessage>();
        var read = new List<JsonElement>();
        await foreach (var message in pages.NewestFirstAsync(chat, cancellationToken))
        {
            if (newestFirst.Count >= limit || message.Number("id") <= oldest)
            {
                break;
            }

            if (Former(message) is > 0 and var former)
            {
                await _reactions.RefreshAsync(chat, read, cancellationToken);
                return (newestFirst, former);
            }

            if (ServiceEvents.IsOne(message))
            {
                // The chat as it is now tells who is in it and what it is called.
                continue;
            }

            read.Add(message);
            await emoji.LoadOfAsync(message, state, cancellationToken);
            if (messages.Translate(message, state) is { } translated)
            {
                people.Add(translated.Sender);
                newestFirst.Add(translated);
            }
        }

        await _reactions.RefreshAsync(chat, read, cancellationToken);
        return (newestFirst, 0);
    }

    /// <summary>The group that a supergroup was before, where the message says so: its first one does.</summary>
    private static long Former(JsonElement message) =>
        message.Object("content") is { } content && content.Is("messageChatUpgradeFrom") ? content.Number("basic_group_id") : 0;
}
