using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Reactions;

/// <summary>
/// Who put what to a message. Telegram tells how often each emoji was put and names the last three people; of more they are asked for. In channels
/// nobody is named. Told are those whose reactions are others than they were. For one caller at a time.
/// </summary>
internal sealed class ReactionReader(AccountId account, AccountSession session, CustomEmojiLoader emoji, TimeProvider time)
{
    private const int MostPeople = 500;
    private const int PageSize = 100;
    private const int Remembered = 4096;

    private readonly Dictionary<(long Chat, long Message), Dictionary<RemoteUserId, string>> _told = [];
    private readonly Queue<(long Chat, long Message)> _order = new();

    public async Task<IReadOnlyList<RemoteEvent>> ReadAsync(JsonElement update, TdState state, CancellationToken cancellationToken)
    {
        var (chat, id) = (update.Number("chat_id"), update.Number("message_id"));
        if (RemoteIds.Message(id) is not { } target)
        {
            return [];
        }

        var reactions = update.Object("interaction_info")?.Object("reactions")?.Items("reactions").ToList() ?? [];
        await emoji.LoadAsync(reactions.Select(one => one.Object("type")?.Number("custom_emoji_id") ?? 0), state, cancellationToken);
        var now = reactions.All(IsNamed) ? Named(reactions, state) : await AskAsync(chat, id, state, cancellationToken);
        var people = Remember((chat, id));
        var gone = people.Keys.Where(person => !now.ContainsKey(person)).ToList();
        var changed = now.Where(one => people.GetValueOrDefault(one.Key) != Keys(one.Value)).ToList();
        gone.ForEach(person => people.Remove(person));
        changed.ForEach(one => people[one.Key] = Keys(one.Value));
        return [.. gone.Select(person => Event(person, [])), .. changed.Select(one => Event(one.Key, one.Value))];

        RemoteReactions Event(RemoteUserId person, IReadOnlyList<Reaction> own) => new()
        {
            Chat = RemoteIds.Chat(chat, account),
            Timestamp = time.GetUtcNow(),
            Target = target,
            Sender = person,
            Reactions = own,
        };
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

    private async Task<Dictionary<RemoteUserId, List<Reaction>>> AskAsync(long chat, long message, TdState state, CancellationToken cancellationToken)
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
                    break;
                }
            }
        }
        catch (TdException exception) when (exception.Code is 400 or 403 or 404)
        {
            // A channel, where nobody is named; or the message is gone.
        }

        return people;
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

    private Dictionary<RemoteUserId, string> Remember((long Chat, long Message) key)
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

        return _told[key] = [];
    }
}
