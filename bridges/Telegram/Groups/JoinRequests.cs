using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Groups;

/// <summary>Who asks to be let into a group or channel, which Telegram tells its administrators, and the answers to them.</summary>
internal sealed class JoinRequests(AccountId account, AccountSession session, ChatFinder chats, TimeProvider time)
{
    private const int MostPeople = 100;

    /// <summary>Who was told of as asking, by chat. Those who asked before the account was opened are told of once more, which the host knows.</summary>
    private readonly Dictionary<long, HashSet<long>> _asking = [];

    /// <summary>For one caller at a time.</summary>
    /// <param name="update">How many ask, and the last few of them.</param>
    /// <exception cref="BridgeException">They cannot be asked for just now.</exception>
    public async Task<IReadOnlyList<RemoteEvent>> ReadAsync(long chat, JsonElement update, CancellationToken cancellationToken)
    {
        var told = _asking.GetValueOrDefault(chat) ?? [];
        var nobody = update.Object("pending_join_requests")?.Number("total_count") is null or 0;
        if (nobody && told.Count == 0)
        {
            return [];
        }

        var asking = nobody ? [] : await AskAsync(chat, cancellationToken);
        if (asking is null)
        {
            return [];
        }

        _asking[chat] = [.. asking.Keys];
        var key = RemoteIds.Chat(chat, account);
        return
        [
            .. told.Where(user => !asking.ContainsKey(user)).Select(user => Event(user, MembershipChange.RequestEnded, time.GetUtcNow())),
            .. asking.Where(one => !told.Contains(one.Key)).Select(one => Event(one.Key, MembershipChange.AskedToJoin, one.Value)),
        ];

        RemoteMembership Event(long user, MembershipChange change, DateTimeOffset at) =>
            new() { Chat = key, Timestamp = at, User = RemoteIds.User(user), Change = change };
    }

    public async Task AnswerAsync(ChatKey chat, RemoteUserId user, bool accept, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var known = StateReader.Chat(await chats.FindAsync(chat, cancellationToken));
        if (known.IsPrivate || !RemoteIds.IsUser(user, out var person))
        {
            throw BridgeException.Permanent("Nobody can ask to be let in here on Telegram.");
        }

        try
        {
            await session.RequestAsync(TdJson.Request("processChatJoinRequest", ("chat_id", known.Id), ("user_id", person), ("approve", accept)), cancellationToken);
        }
        catch (TdException exception) when (exception.Message.StartsWith("HIDE_REQUESTER_MISSING", StringComparison.Ordinal))
        {
            throw BridgeException.Permanent("They do not ask to be let in any more.", inner: exception);
        }
        catch (TdException exception) when (accept && exception.Message.StartsWith("USER_ALREADY_PARTICIPANT", StringComparison.Ordinal))
        {
            // Somebody else has let them in.
        }
    }

    /// <returns>Who asks, and since when; null where the account may not know.</returns>
    private async Task<Dictionary<long, DateTimeOffset>?> AskAsync(long chat, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await session.RequestAsync(
                TdJson.Request("getChatJoinRequests", ("chat_id", chat), ("invite_link", ""), ("query", ""), ("offset_request", null), ("limit", MostPeople)), cancellationToken);
            return answer.Items("requests").DistinctBy(request => request.Number("user_id"))
                .ToDictionary(request => request.Number("user_id"), request => DateTimeOffset.FromUnixTimeSeconds(request.Number("date")));
        }
        catch (TdException exception) when (exception.Code is 400 or 403 or 404)
        {
            return null;
        }
        catch (TdException exception)
        {
            throw TelegramErrors.Translate(exception);
        }
    }
}
