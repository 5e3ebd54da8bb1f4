using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.State;

/// <summary>Reads TDLib's users, chats and groups.</summary>
internal static class StateReader
{
    public static KnownUser User(JsonElement user)
    {
        var id = user.Number("id");
        var usernames = user.Object("usernames") is { } names ? Usernames(names) : [];
        var username = usernames is [var first, ..] ? first : null;
        var isDeleted = user.Object("type")?.Is("userTypeDeleted") == true;
        return new KnownUser(id, Name(user, isDeleted, username))
        {
            Username = username,
            Usernames = string.Join(' ', usernames),
            IsDeleted = isDeleted,
            Phone = user.Text("phone_number") is { Length: > 0 } phone ? $"+{phone.TrimStart('+')}" : null,
            IsBot = user.Object("type")?.Is("userTypeBot") == true,
            Avatar = user.Object("profile_photo") is { } photo ? new AvatarReference($"{photo.Number("id")}", $"{id}") : null,
            HasAccess = user.Flag("have_access"),
        };
    }

    public static KnownChat Chat(JsonElement chat)
    {
        var id = chat.Number("id");
        var (type, peer) = Kind(chat.Object("type"));
        var known = new KnownChat(id, type, peer, chat.Text("title"))
        {
            Avatar = ChatAvatar(id, chat.Object("photo")),
            AutoDelete = (int)Math.Clamp(chat.Number("message_auto_delete_time"), 0, int.MaxValue),
            LastReadInbox = chat.Number("last_read_inbox_message_id"),
            LastReadOutbox = chat.Number("last_read_outbox_message_id"),
        };
        return WithPermissions(known, chat.Object("permissions"));
    }

    /// <param name="permissions">What ordinary members may do.</param>
    public static KnownChat WithPermissions(KnownChat chat, JsonElement? permissions) => chat with
    {
        MembersMaySend = MaySend(permissions),
        MembersMayChangeInfo = permissions?.Flag("can_change_info") == true,
        MembersMayInvite = permissions?.Flag("can_invite_users") == true,
    };

    public static KnownGroup Group(JsonElement group) => new(
        group.Number("id"),
        group.Object("status")?.Type() ?? "",
        (int)Math.Clamp(group.Number("member_count"), 0, KnownGroup.CountedMembers),
        group.Flag("is_channel") || group.Flag("is_broadcast_group"))
    {
        Username = group.Object("usernames") is { } names && Usernames(names) is [var first, ..] ? first : null,
        UpgradedTo = group.Number("upgraded_to_supergroup_id"),
        IsClosed = group.Is("basicGroup") && !group.Flag("is_active"),
    };

    /// <summary>An empty list says that nothing is known of what is allowed, or that nothing is: what is tried, Telegram then refuses.</summary>
    public static KnownReactions Reactions(JsonElement? available) => available?.Type() switch
    {
        "chatAvailableReactionsSome" when available.Value.Items("reactions").Any() => new KnownReactions(
            [.. available.Value.Items("reactions").Where(reaction => reaction.Is("reactionTypeEmoji")).Select(reaction => reaction.Text("emoji"))],
            available.Value.Items("reactions").Any(reaction => reaction.Is("reactionTypeCustomEmoji"))),
        _ => new KnownReactions(Emoji: null, TakesCustom: true),
    };

    /// <summary>What of a group's full description a room shows, to be compared with what it was.</summary>
    public static string Fingerprint(JsonElement fullInfo) => string.Join(
        '\n',
        fullInfo.Items("members").Select(member => $"{member.Object("member_id")?.Number("user_id")} {member.Object("status")?.Type()}").Prepend(fullInfo.Text("description")));

    /// <summary>A chat's picture has no number of its own, so the file's name on Telegram stands for it.</summary>
    public static AvatarReference? ChatAvatar(long chat, JsonElement? photo) =>
        photo?.Object("small")?.Object("remote")?.Text("unique_id") is { Length: > 0 } id ? new AvatarReference(id, $"{chat}") : null;

    public static bool MaySend(JsonElement? permissions) => permissions?.Flag("can_send_basic_messages") ?? true;

    private static IReadOnlyList<string> Usernames(JsonElement usernames) => [.. usernames.Texts("active_usernames").Where(name => name.Length > 0)];

    private static string Name(JsonElement user, bool isDeleted, string? username)
    {
        if (isDeleted)
        {
            return "Deleted account";
        }

        var name = $"{user.Text("first_name")} {user.Text("last_name")}".Trim();
        return name.Length > 0 ? name : username ?? $"Telegram user {user.Number("id")}";
    }

    private static (ChatType Type, long Peer) Kind(JsonElement? type) => type?.Type() switch
    {
        "chatTypePrivate" => (ChatType.Private, type.Value.Number("user_id")),
        "chatTypeBasicGroup" => (ChatType.BasicGroup, type.Value.Number("basic_group_id")),
        "chatTypeSupergroup" when type.Value.Flag("is_channel") => (ChatType.Channel, type.Value.Number("supergroup_id")),
        "chatTypeSupergroup" => (ChatType.Supergroup, type.Value.Number("supergroup_id")),
        _ => (ChatType.Secret, 0),
    };
}
