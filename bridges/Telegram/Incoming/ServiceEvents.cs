using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Incoming;

/// <summary>
/// Telegram's service messages that tell of the chat itself: who came and went, what it is called, where it goes on. Matrix shows
/// these as state, so that they are not said again in words.
/// </summary>
internal static class ServiceEvents
{
    /// <summary>Whether a message only tells of the chat itself.</summary>
    public static bool IsOne(JsonElement message) => Read(message, new AccountId("")) is not null;

    /// <returns>Null for messages that say something.</returns>
    public static IReadOnlyList<RemoteEvent>? Read(JsonElement message, AccountId account)
    {
        if (message.Object("content") is not { } content)
        {
            return null;
        }

        var chat = RemoteIds.Chat(message.Number("chat_id"), account);
        var at = message.Time("date");
        var author = message.Object("sender_id")?.Number("user_id") is > 0 and var user ? RemoteIds.User(user) : (RemoteUserId?)null;
        return content.Type() switch
        {
            "messageChatAddMembers" => Came(content.Numbers("member_user_ids").Where(id => id > 0).Select(RemoteIds.User), author),
            "messageChatJoinByLink" or "messageChatJoinByRequest" => Came(author is { } self ? [self] : [], author),
            "messageChatDeleteMember" when content.Number("user_id") is > 0 and var gone =>
                [Member(RemoteIds.User(gone), RemoteIds.User(gone) == author ? MembershipChange.Left : MembershipChange.Removed), Changed()],
            "messageChatChangeTitle" => [Changed(ChatLook.Name)],
            "messageChatChangePhoto" or "messageChatDeletePhoto" => [Changed(ChatLook.Picture)],
            "messagePinMessage" when RemoteIds.Message(content.Number("message_id")) is { } pinned =>
                [new RemotePin { Chat = chat, Timestamp = at, Target = pinned, IsPinned = true, Sender = author }],
            "messagePinMessage" => [],
            "messageChatUpgradeTo" when content.Number("supergroup_id") is > 0 and var group =>
                [new RemoteChatMove { Chat = chat, Timestamp = at, NewKey = RemoteIds.Chat(ChatIds.OfSupergroup(group), account), NumbersMessagesAnew = true }],
            "messageChatUpgradeFrom" => [],
            _ => null,
        };

        IReadOnlyList<RemoteEvent> Came(IEnumerable<RemoteUserId> users, RemoteUserId? by) =>
            [.. users.Select(one => Member(one, MembershipChange.Joined) with { Sender = by }), Changed()];

        RemoteMembership Member(RemoteUserId one, MembershipChange change) =>
            new() { Chat = chat, Timestamp = at, User = one, Change = change, Sender = author };

        RemoteChatChange Changed(ChatLook look = ChatLook.None) => new() { Chat = chat, Timestamp = at, Sender = author, Look = look };
    }
}
