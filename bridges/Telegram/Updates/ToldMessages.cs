using System.Collections.Concurrent;
using System.Text.Json;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Updates;

/// <summary>
/// Up to where TDLib has told of each chat's messages. One that it met first in a list of chats, or when a chat was opened, it never tells of as
/// new (<c>updateNewMessage</c>): it only says that it is the last one of its chat.
/// </summary>
internal sealed class ToldMessages(TimeProvider time)
{
    /// <summary>An older last message is not news: it was there before the chat was met.</summary>
    private static readonly TimeSpan LongestUntold = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, long> _newest = new();
    private readonly ConcurrentDictionary<long, long> _first = new();

    /// <summary>Telegram's dates are whole seconds: what is of the second in which the account was opened may be news, and does no harm where it is not.</summary>
    private readonly DateTimeOffset _began = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>TDLib tells of a message that is new, or that was sent.</summary>
    public void Told(JsonElement message)
    {
        var id = message.Number("id");
        if (RemoteIds.Message(id) is not null)
        {
            _newest.AddOrUpdate(message.Number("chat_id"), id, (_, before) => Math.Max(before, id));
            _first.AddOrUpdate(message.Number("chat_id"), id, (_, before) => Math.Min(before, id));
        }
    }

    /// <summary>Whether a message was told of since the account was opened, so that all that became of it was, too.</summary>
    public bool IsOfThisSession(long chat, long message) => _first.TryGetValue(chat, out var first) && message >= first;

    /// <summary>Looks whether a chat's last message came a moment ago, and was not told of. It is then taken for told.</summary>
    /// <param name="update">TDLib's <c>updateChatLastMessage</c>.</param>
    /// <returns>The message that was told before it; 0: none. Null where it is no news.</returns>
    public long? Untold(JsonElement update)
    {
        if (update.Object("last_message") is not { } last || RemoteIds.Message(last.Number("id")) is null || !IsRecent(last) || !IsOwn(update))
        {
            return null;
        }

        var before = _newest.GetValueOrDefault(last.Number("chat_id"));
        if (last.Number("id") <= before)
        {
            return null;
        }

        Told(last);
        return before;
    }

    /// <summary>Whether a message came since the account was opened, a moment ago.</summary>
    public bool IsRecent(JsonElement message)
    {
        var (date, now) = (message.Time("date"), time.GetUtcNow());
        return date >= _began && date > now - LongestUntold;
    }

    /// <summary>TDLib also knows groups and channels that the account only came across; they are in none of its lists.</summary>
    private static bool IsOwn(JsonElement update) => !ChatIds.IsSupergroup(update.Number("chat_id")) || update.Items("positions").Any();
}
