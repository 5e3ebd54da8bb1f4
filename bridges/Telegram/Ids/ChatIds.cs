namespace Bridges.Telegram.Ids;

/// <summary>How TDLib makes chat ids from the numbers of users and groups (see TDLib's <c>DialogId</c>).</summary>
internal static class ChatIds
{
    private const long FirstSupergroup = -1_000_000_000_000;
    private const long LastSupergroup = -1_997_852_516_352;

    /// <summary>A private chat has the user's own number.</summary>
    public static long OfUser(long user) => user;

    public static long OfBasicGroup(long group) => -group;

    public static long OfSupergroup(long group) => FirstSupergroup - group;

    public static long NumberOfSupergroup(long chat) => FirstSupergroup - chat;

    /// <summary>Whether the id belongs to a private chat.</summary>
    public static bool IsUser(long chat) => chat > 0;

    /// <summary>Whether the id belongs to a supergroup or channel, whose messages all members number alike.</summary>
    public static bool IsSupergroup(long chat) => chat is < FirstSupergroup and > LastSupergroup;

    /// <summary>Whether the id belongs to a basic group, whose message ids differ between its members.</summary>
    public static bool IsBasicGroup(long chat) => chat is < 0 and > FirstSupergroup;
}
