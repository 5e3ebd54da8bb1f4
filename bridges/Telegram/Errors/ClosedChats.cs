using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Errors;

/// <summary>
/// Why nothing can be done in a chat. TDLib and the server have one word for it ("no write access") whatever the cause; what
/// was told of the chat says more.
/// </summary>
internal static class ClosedChats
{
    private static readonly string[] _refusals =
    [
        "Have no write access to the chat", "Have no rights to send a message", "Not enough rights", "Can't access the chat", "Chat not found", "CHAT_WRITE_FORBIDDEN",
        "CHANNEL_PRIVATE", "CHAT_FORBIDDEN", "USER_NOT_PARTICIPANT", "PEER_ID_INVALID", "CHAT_ID_INVALID", "CHAT_ADMIN_REQUIRED",
    ];

    /// <summary>Whether a refusal may be because of the chat as a whole.</summary>
    public static bool IsPossible(string refusal) => _refusals.Any(known => refusal.StartsWith(known, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null where the chat is open, as far as is known.</summary>
    public static string? Why(ChatKey chat, TdState? state) =>
        state?.Chat(RemoteIds.Chat(chat.Chat)) switch
        {
            { Type: ChatType.Private, Peer: var user } when state.User(user) is { IsDeleted: true } => "This Telegram account has been deleted.",
            { Type: ChatType.BasicGroup, Peer: var group } => state.BasicGroup(group) is { } known ? Why(known, "group") : null,
            { Type: ChatType.Supergroup, Peer: var group } => state.Supergroup(group) is { } known ? Why(known, "group") : null,
            { Type: ChatType.Channel, Peer: var channel } => state.Supergroup(channel) is { } known ? Why(known, "channel") : null,
            _ => null,
        };

    private static string? Why(KnownGroup group, string kind) => group switch
    {
        { UpgradedTo: not 0 } => "This Telegram group has become a supergroup: it goes on in another chat.",
        { OwnStatus: "chatMemberStatusBanned" } => $"You have been removed from this Telegram {kind}.",
        { OwnStatus: "chatMemberStatusLeft" } => $"You are no longer in this Telegram {kind}.",
        { IsClosed: true } => "This Telegram group is closed; nobody can write in it.",
        _ => null,
    };
}
