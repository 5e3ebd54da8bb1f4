using System.Globalization;
using System.Text.RegularExpressions;
using Bridges.Abstractions;

namespace Bridges.Signal;

/// <summary>
/// Signal's names in the host's ids. People are their account id (or <c>PNI:</c> and a phone number's id); a direct chat is the other person and
/// belongs to one account; a group is its id, the same for all. A message is its author and the time of sending.
/// </summary>
internal static partial class RemoteIds
{
    /// <summary>What people tell everybody they know, in one room for each account.</summary>
    public const string Stories = "stories";

    private const string CallMark = ".call-";

    public static RemoteMessageId Message(string author, long timestamp) => new(string.Create(CultureInfo.InvariantCulture, $"{author}.{timestamp}"));

    /// <exception cref="BridgeException">It is no message of Signal.</exception>
    public static (string Author, long Timestamp) Parse(RemoteMessageId message)
    {
        var dot = message.Value.LastIndexOf('.');
        return dot > 0 && long.TryParse(message.Value.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp) && IsPerson(message.Value[..dot])
            ? (message.Value[..dot], timestamp)
            : throw BridgeException.Permanent("Signal cannot point at this message.");
    }

    /// <summary>When a message or notice was said; null for calls, which are named after their number.</summary>
    public static long? TimeOf(RemoteMessageId message) =>
        long.TryParse(message.Value.AsSpan(message.Value.LastIndexOf('.') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp) ? timestamp : null;

    public static RemoteMessageId Call(string caller, string number) => new($"{caller}{CallMark}{number}");

    /// <summary>The number of a call; null for anything else.</summary>
    public static string? CallOf(RemoteMessageId message) =>
        message.Value.IndexOf(CallMark, StringComparison.Ordinal) is > 0 and var mark ? message.Value[(mark + CallMark.Length)..] : null;

    public static ChatKey Chat(string chat, bool isGroup, AccountId account) => isGroup && chat != Stories ? new(new RemoteChatId(chat)) : new(new RemoteChatId(chat), account);

    public static bool IsGroup(ChatKey chat) => !IsPerson(chat.Chat.Value) && !IsStories(chat);

    public static bool IsStories(ChatKey chat) => chat.Chat.Value == Stories;

    public static bool IsPerson(string id) => PersonPattern().IsMatch(id);

    public static DateTimeOffset Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    [GeneratedRegex("^(PNI:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PersonPattern();
}
