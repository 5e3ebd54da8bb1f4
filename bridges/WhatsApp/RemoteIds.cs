using Bridges.Abstractions;

namespace Bridges.WhatsApp;

/// <summary>
/// Ids as the engine gives them. A direct chat is called after the other person and belongs to one account; groups and
/// channels (<c>…@g.us</c>, <c>…@newsletter</c>) are the same for all their members. Status posts are one account's own.
/// </summary>
internal static class RemoteIds
{
    public const string Status = "status@broadcast";

    public static ChatKey Chat(string id, AccountId account) =>
        new(new RemoteChatId(id), IsShared(id) ? null : account);

    public static bool IsGroup(string id) => id.EndsWith("@g.us", StringComparison.Ordinal);

    public static bool IsChannel(string id) => id.EndsWith("@newsletter", StringComparison.Ordinal);

    public static bool IsPerson(string id) => !id.Contains('@', StringComparison.Ordinal);

    private static bool IsShared(string id) => IsGroup(id) || IsChannel(id);
}
