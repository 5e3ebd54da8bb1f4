using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Polls;

/// <summary>
/// How a poll stands: the numbers, the account's own vote and, where the poll is open, everybody's. Who voted is told only to those who did.
/// For one caller at a time.
/// </summary>
internal sealed class VoteReader(AccountId account, AccountSession session, TimeProvider time)
{
    /// <summary>Of an option.</summary>
    private const int MostVoters = 200;

    private const int PageSize = 50;
    private const int Remembered = 1024;

    private readonly Dictionary<(long Chat, long Message), Dictionary<RemoteUserId, string>> _told = [];
    private readonly Queue<(long Chat, long Message)> _order = new();

    public async Task<IReadOnlyList<RemoteEvent>> ReadAsync(long chat, long message, JsonElement poll, TdState state, CancellationToken cancellationToken)
    {
        // While TDLib sends a vote it shows none; how it ended is told by another update.
        if (RemoteIds.Message(message) is not { } target || PollReader.Options(poll).Any(option => option.Flag("is_being_chosen")))
        {
            return [];
        }

        var (votes, areAll) = await VotesAsync(chat, message, poll, cancellationToken);
        var people = Remember((chat, message));
        // Whoever is not among those who were named may have voted all the same, where not all were.
        var gone = people.Keys.Where(person => !votes.ContainsKey(person) && (areAll || person.Value == account.Value)).ToList();
        gone.ForEach(person => people.Remove(person));
        var changed = votes.Where(vote => people.GetValueOrDefault(vote.Key) != string.Join(' ', vote.Value)).ToList();
        changed.ForEach(vote => people[vote.Key] = string.Join(' ', vote.Value));
        var key = RemoteIds.Chat(chat, account);
        var at = time.GetUtcNow();
        var result = new RemotePollResult
        {
            Chat = key,
            Timestamp = at,
            Poll = target,
            Totals = PollReader.Totals(poll),
            HasEnded = poll.Flag("is_closed"),
            CorrectOptions = PollReader.Correct(poll),
            Explanation = PollReader.Explanation(poll, state),
        };
        return [.. gone.Select(person => Vote(person, [])), .. changed.Select(vote => Vote(vote.Key, vote.Value)), result];

        RemoteVote Vote(RemoteUserId person, IReadOnlyList<string> options) =>
            new() { Chat = key, Timestamp = at, Poll = target, Sender = person, Options = options };
    }

    /// <summary>As the poll stands by now.</summary>
    /// <exception cref="BridgeException">That cannot be asked just now.</exception>
    public async Task<IReadOnlyList<RemoteEvent>> ReadAsync(long chat, long message, TdState state, CancellationToken cancellationToken)
    {
        try
        {
            var found = await session.RequestAsync(MessageRequests.Get(chat, message), cancellationToken);
            return found.Object("content")?.Object("poll") is { } poll ? await ReadAsync(chat, message, poll, state, cancellationToken) : [];
        }
        catch (TdException exception) when (exception.Code is 400 or 403 or 404)
        {
            // It is gone.
            return [];
        }
        catch (TdException exception)
        {
            throw TelegramErrors.Translate(exception);
        }
    }

    private async Task<(Dictionary<RemoteUserId, List<string>> Votes, bool AreAll)> VotesAsync(long chat, long message, JsonElement poll, CancellationToken cancellationToken)
    {
        var (votes, areAll) = (new Dictionary<RemoteUserId, List<string>>(), true);
        var options = PollReader.Options(poll);
        for (var index = 0; index < options.Count; index++)
        {
            var option = options[index];
            if (option.Flag("is_chosen"))
            {
                Add(new RemoteUserId(account.Value), option);
            }

            var voters = await VotersAsync(chat, message, poll, index, option, cancellationToken);
            areAll &= voters.Select(static voter => RemoteIds.Sender(voter)).Distinct().Count() >= option.Number("voter_count");
            foreach (var sender in voters)
            {
                if (RemoteIds.Sender(sender) is { } person && person.Value != account.Value)
                {
                    Add(person, option);
                }
            }
        }

        return (votes, areAll);

        void Add(RemoteUserId person, JsonElement option)
        {
            if (!votes.TryGetValue(person, out var own))
            {
                votes[person] = own = [];
            }

            if (!own.Contains(option.Text("id")))
            {
                own.Add(option.Text("id"));
            }
        }
    }

    /// <summary>TDLib names the last few by itself; of more they are asked for.</summary>
    private async Task<IReadOnlyList<JsonElement>> VotersAsync(
        long chat, long message, JsonElement poll, int index, JsonElement option, CancellationToken cancellationToken)
    {
        var recent = option.Items("recent_voter_ids").ToList();
        var all = option.Number("voter_count");
        if (poll.Flag("is_anonymous") || recent.Count >= all || !poll.Flag("can_get_voters"))
        {
            return recent;
        }

        try
        {
            var voters = new List<JsonElement>();
            for (var before = -1; voters.Count > before && voters.Count < Math.Min(all, MostVoters);)
            {
                before = voters.Count;
                var request = TdJson.Request(
                    "getPollVoters", ("chat_id", chat), ("message_id", message), ("option_id", index), ("offset", before), ("limit", PageSize));
                var answer = await session.RequestAsync(request, cancellationToken);
                voters.AddRange(answer.Items("voters").Select(voter => voter.Object("voter_id")).OfType<JsonElement>());
            }

            return voters;
        }
        catch (TdException exception) when (exception.Code is 400 or 403 or 404)
        {
            return recent;
        }
        catch (TdException exception)
        {
            throw TelegramErrors.Translate(exception);
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
