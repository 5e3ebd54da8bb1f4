using Bridges.Abstractions;

namespace Bridges.Core.Accounts;

/// <summary>Keys of what is remembered of an account beside its login, and goes with it.</summary>
internal static class AccountSettings
{
    /// <summary>There while its first sync is owed.</summary>
    public static string FirstSync(NetworkId network, AccountId account) => $"first-sync/{network}/{account}";

    /// <summary>When the last search for gaps that saw everything began.</summary>
    public static string LastSearch(NetworkId network, AccountId account) => $"looked/{network}/{account}";

    /// <summary>There while its owner knows that it was logged out.</summary>
    public static string ToldLoggedOut(NetworkId network, AccountId account) => $"told-logged-out/{network}/{account}";

    /// <summary>There while its owner knows that its network does not answer.</summary>
    public static string ToldStalled(NetworkId network, AccountId account) => $"told-stalled/{network}/{account}";

    /// <summary>Which of its chats get rooms by themselves.</summary>
    public static string ChatRule(NetworkId network, AccountId account) => $"chat-rule/{network}/{account}";

    /// <summary>What its module had said to its owner within the last day.</summary>
    public static string Notified(NetworkId network, AccountId account) => $"notified/{network}/{account}";

    /// <summary>How much of its past its owner wants.</summary>
    public static string History(NetworkId network, AccountId account) => $"history/{network}/{account}";

    /// <summary>How much of which chat's past was taken, where the network pushes it.</summary>
    public static string PushedHistory(NetworkId network, AccountId account) => $"pushed-history/{network}/{account}";

    /// <summary>How many older messages of which chat its owner asked for that have not come.</summary>
    public static string RequestedHistory(NetworkId network, AccountId account) => $"requested-history/{network}/{account}";

    /// <summary>How its owner keeps chats: at the top, archived, muted. One list of all, as earlier versions had it.</summary>
    public static string KeptChats(NetworkId network, AccountId account) => $"kept-chats/{network}/{account}";

    /// <summary>What the keys of the chats begin with of which it is remembered how its owner keeps them.</summary>
    public static string KeptChat(NetworkId network, AccountId account) => $"kept-chat/{network}/{account}/";

    /// <summary>There once it was seen how its owner's client keeps rooms.</summary>
    public static string SeenInClient(NetworkId network, AccountId account) => $"seen-in-client/{network}/{account}";

    /// <summary>What the keys of the chats begin with in which its owner's next file is to be looked at once.</summary>
    public static string ViewOnce(NetworkId network, AccountId account) => $"view-once/{network}/{account}/";

    public static IEnumerable<string> All(NetworkId network, AccountId account) =>
    [
        FirstSync(network, account), LastSearch(network, account), ToldLoggedOut(network, account), ToldStalled(network, account), Notified(network, account),
        History(network, account), PushedHistory(network, account), RequestedHistory(network, account), KeptChats(network, account), SeenInClient(network, account),
        ChatRule(network, account),
    ];
}
