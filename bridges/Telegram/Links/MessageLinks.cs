using System.Globalization;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Links;

/// <summary>Telegram's links to messages. Only supergroups and channels have them; those of private ones work for members.</summary>
internal static class MessageLinks
{
    private static readonly string[] Hosts = ["t.me", "telegram.me", "telegram.dog", "www.t.me"];

    /// <returns>Null where the message has no link.</returns>
    public static string? To(long chat, RemoteMessageId message, TdState state) =>
        !ChatIds.IsSupergroup(chat) ? null
        : state.Supergroup(ChatIds.NumberOfSupergroup(chat))?.Username is { } username ? $"https://t.me/{username}/{message}"
        : $"https://t.me/c/{ChatIds.NumberOfSupergroup(chat)}/{message}";

    /// <summary>Where a chat itself can be seen; null for those without a public name.</summary>
    public static string? ToChat(KnownChat chat, TdState state) =>
        (chat.IsPrivate ? state.User(chat.Peer)?.Username : ChatIds.IsSupergroup(chat.Id) ? state.Supergroup(chat.Peer)?.Username : null) is { } name
            ? $"https://t.me/{name}"
            : null;

    /// <returns>TDLib's chat and the message; null for other links.</returns>
    public static (long Chat, RemoteMessageId Message)? Read(string url, TdState state)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            return null;
        }

        return uri.Scheme switch
        {
            "https" or "http" when Hosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase) => ReadPath(uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries), state),
            "tg" when uri.Host is "privatepost" or "resolve" => ReadQuery(uri, state),
            _ => null,
        };
    }

    /// <summary>The last part is the message; where there is a topic, it stands before it.</summary>
    private static (long Chat, RemoteMessageId Message)? ReadPath(string[] parts, TdState state) => parts switch
    {
        ["c", var number, .. { Length: 1 or 2 } rest] => At(Number(number), rest[^1]),
        [var name, .. { Length: 1 or 2 } rest] when name is not ("s" or "joinchat" or "addstickers" or "proxy" or "share") => At(state.PublicGroup(name)?.Id, rest[^1]),
        _ => null,
    };

    private static (long Chat, RemoteMessageId Message)? ReadQuery(Uri uri, TdState state)
    {
        var fields = uri.Query.TrimStart('?').Split('&').Select(field => field.Split('=', 2)).Where(field => field.Length == 2)
            .GroupBy(field => field[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);
        var group = fields.TryGetValue("channel", out var number) ? Number(number)
            : fields.TryGetValue("domain", out var name) ? state.PublicGroup(name)?.Id
            : null;
        return fields.TryGetValue("post", out var post) ? At(group, post) : null;
    }

    private static (long Chat, RemoteMessageId Message)? At(long? group, string message) =>
        group is { } id && Number(message) is { } number ? (ChatIds.OfSupergroup(id), new RemoteMessageId($"{number}")) : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < (1L << 40) ? number : null;
}
