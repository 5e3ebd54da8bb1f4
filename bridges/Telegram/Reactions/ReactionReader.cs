using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Reactions;

/// <summary>
/// Who put what to a message. Telegram tells how often each emoji was put and names the last three people; of more they are asked for. In channels
/// nobody is named, only the numbers are told, and what the account itself has put. Told are those whose reactions are others than they were; of a
/// message from before the account was opened, also who has any, as others may have taken theirs back meanwhile. For one caller at a time.
/// </summary>
internal sealed class ReactionReader(AccountId account, AccountSession session, CustomEmojiLoader emoji, TimeProvider time)
{
    private const int MostPeople = 500;
    private const int PageSize = 100;
    private const int Remembered = 4096;

    private readonly Dictionary<(long Chat, long Message), ToldReactions> _told = [];
    private readonly Queue<(long Chat, long Message)> _order = new();
    private readonly DateTimeOffset _began = time.GetUtcNow();

    /// <param name="isOfThisSession">The message, and so all that became of it, was told of since the account was opened.</param>
    public async Task<IReadOnlyList<RemoteEvent>> ReadAsync(JsonElement update, bool isOfThisSession, TdState state, CancellationToken cancellationToken)
    {
        var (chat, id) = (update.Number("chat_id"), update.Number("message_id"));
        if (RemoteIds.Message(id) is not { } target)
        {
            return [];
        }

        var reactions = update.Object("interaction_info")?.Object("reactions")?.Items("reactions").ToList() ?? [];
        await emoji.LoadAsync(reactions.Select(one => one.Object("type")?.Number("custom_emoji_id") ?? 0), state, cancellationToken);
        var isAnonymous = state.Chat(chat)?.Type == ChatType.Channel;
        var mayBeUntold = !isOfThisSession && !_told.ContainsKey((chat, id));
        // Of a group TDLib shows none as long as it does not know that there may be any; the server does.
        var isDoubtful = mayBeUntold && reactions.Count == 0 && !ChatIds.IsUser(chat);
        var (now, areAll) = isAnonymous ? (Own(reactions, state), false)
            : reactions.All(IsNamed) && !isDoubtful ? (Named(reactions, state), true)
            : await AskAsync(chat, id, state, cancellationToken);
        if (now is null)
        {
            return [];
        }

        var told = Remember((chat, id));
        // Whoever is not among those who were named may have put some all the same, where not all were.
        var gone = told.People.Keys.Where(person => !now.ContainsKey(person) && (areAll || person.Value == account.Value)).ToList();
        var changed = now.Where(one => told.People.GetValueOrDefault(one.Key) != Keys(one.Value)).ToList();
        gone.ForEach(person => told.People.Remove(person));
        changed.ForEach(one => told.People[one.Key] = Keys(one.Value));
        var (key, at) = (RemoteIds.Chat(chat, account), time.GetUtcNow());
        List<RemoteEvent> events = [.. gone.Select(person => Event(person, [])), .. changed.Select(one => Event(one.Key, one.Value))];
        if (mayBeUntold && areAll)
        {
            events.Add(new RemoteReactors { Chat = key, Timestamp = at, Target = target, People = [.. now.Keys], Since = _began });
        }

        if (isAnonymous && Counts(reactions, state) is var counts && string.Join(' ', counts.Select(count => $"{count.Reaction.Key} {count.Count}")) is var written && (written != told.Counts || mayBeUntold))
        {
            told.Counts = written;
            events.Add(new RemoteReactionCounts { Chat = key, Timestamp = at, Target = target, Counts = counts });
        }

        return events;

        RemoteReactions Event(RemoteUserId person, IReadOnlyList<Reaction> own) =>
            new() { Chat = key, Timestamp = at, Target = target, Sender = person, Reactions = own };
    }

    private static string Keys(IEnumerable<Reaction> own) => string.Join(' ', own.Select(reaction => reaction.Key).Order(StringComparer.Ordinal));

    private static bool IsNamed(JsonElement reaction) => reaction.Items("recent_sender_ids").Count() >= reaction.Number("total_count");

    private static Dictionary<RemoteUserId, List<Reaction>> Named(IReadOnlyList<JsonElement> reactions, TdState state)
    {
        var people = new Dictionary<RemoteUserId, List<Reaction>>();
        foreach (var one in reactions)
        {
            foreach (var sender in one.Items("recent_sender_ids"))
            {
                Add(people, sender, one.Object("type"), state);
            }
        }

        return people;
    }

    private Dictionary<RemoteUserId, List<Reaction>> Own(IEnumerable<JsonElement> reactions, TdState state)
    {
        var own = reactions.Where(one => one.Flag("is_chosen")).Select(one => ReactionKeys.Read(one.Object("type"), state)).OfType<Reaction>().ToList();
        return own.Count > 0 ? new() { [new RemoteUserId(account.Value)] = own } : [];
    }

    private static List<ReactionCount> Counts(IEnumerable<JsonElement> reactions, TdState state) =>
    [
        .. reactions
            .Select(one => (Reaction: ReactionKeys.Read(one.Object("type"), state), Count: one.Number("total_count")))
            .Where(one => one is { Reaction: not null, Count: > 0 })
            .Select(one => new ReactionCount(one.Reaction!, one.Count)),
    ];

    /// <returns>Those who are named, null where nobody is; and whether they are all.</returns>
    /// <exception cref="BridgeException">They cannot be asked for just now.</exception>
    private async Task<(Dictionary<RemoteUserId, List<Reaction>>? People, bool AreAll)> AskAsync(long chat, long message, TdState state, CancellationToken cancellationToken)
    {
        var people = new Dictionary<RemoteUserId, List<Reaction>>();
        try
        {
            for (var offset = ""; people.Count < MostPeople;)
            {
                var page = await session.RequestAsync(
                    TdJson.Request("getMessageAddedReactions", ("chat_id", chat), ("message_id", message), ("offset", offset), ("limit", PageSize)), cancellationToken);
                foreach (var added in page.Items("reactions"))
                {
                    Add(people, added.Object("sender_id"), added.Object("type"), state);
                }

                offset = page.Text("next_offset");
                if (offset.Length == 0)
                {
                    return (people, true);
                }
            }
        }
        catch (TdException exception) when (exception.Code is 400 or 403 or 404)
        {
            // Nobody is named here; or the message is gone.
            return (null, false);
        }
        catch (TdException exception)
        {
            throw TelegramErrors.Translate(exception);
        }

        return (people, false);
    }

    private static void Add(Dictionary<RemoteUserId, List<Reaction>> people, JsonElement? sender, JsonElement? type, TdState state)
    {
        if (RemoteIds.Sender(sender) is { } person && ReactionKeys.Read(type, state) is { } reaction)
        {
            if (!people.TryGetValue(person, out var own))
            {
                people[person] = own = [];
            }

            own.Add(reaction);
        }
    }

    private ToldReactions Remember((long Chat, long Message) key)
    {
        if (_told.TryGetValue(key, out var known))
        {
            return known;
        }

        _order.Enqueue(key);
        if (_order.Count > Remembered)
        {
            _told.Remove(_order.Dequeue());
        }

        return _told[key] = new ToldReactions();
    }
}
