using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Sessions;

namespace Bridges.WhatsApp.Chats;

/// <summary>Chats as they are now.</summary>
/// <param name="postsStatus">Whether the account's user may post to the status.</param>
internal sealed class ChatReader(AccountId account, Func<RemoteUserId> self, AccountSession session, bool postsStatus)
{
    public async Task<ChatDetails> GetAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        var id = chat.Chat.Value;
        return RemoteIds.IsGroup(id) ? await GetGroupAsync(chat, cancellationToken)
            : RemoteIds.IsChannel(id) ? await GetChannelAsync(chat, cancellationToken)
            : id == RemoteIds.Status ? Status(chat)
            : await GetDirectAsync(chat, cancellationToken);
    }

    private async Task<ChatDetails> GetDirectAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        var facts = await AskAsync("chat.facts", chat, cancellationToken);
        var other = new RemoteUserId(chat.Chat.Value);
        var isSelf = other == self();
        return new ChatDetails
        {
            Key = chat,
            Kind = isSelf ? ChatKind.NoteToSelf : ChatKind.Direct,
            Name = isSelf ? "WhatsApp: notes to self" : null,
            OtherUser = isSelf ? null : other,
            Members = isSelf ? [new ChatMember(other, MemberRole.Member)] : [new ChatMember(other, MemberRole.Member), new ChatMember(self(), MemberRole.Member)],
            MembersAreComplete = true,
            Timer = Timer(facts.Number("timer") ?? 0),
        };
    }

    private async Task<ChatDetails> GetGroupAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        JsonElement group;
        try
        {
            group = await AskAsync("group.get", chat, cancellationToken);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            // Out of it, or it is no more.
            return new ChatDetails { Key = chat, Kind = ChatKind.Group, AccountIsOut = true };
        }

        var members = group.Items("members").Select(Member).Where(member => member.User.Value.Length > 0).ToList();
        var isCommunity = group.Flag("community");
        return new ChatDetails
        {
            Key = chat,
            Kind = isCommunity ? ChatKind.Community : ChatKind.Group,
            Name = group.Text("name"),
            Topic = group.Text("topic") ?? "",
            Avatar = await FindPictureAsync(chat.Chat.Value, cancellationToken),
            // Who is in a community is seen in its groups.
            Members = isCommunity ? [.. members.Where(member => member.User == self())] : members,
            MembersAreComplete = !isCommunity,
            // Where a community's administrators post, everybody comments.
            WhoMaySend = group.Flag("announce") && !group.Flag("communityAnnounce") ? MemberRole.Administrator : MemberRole.Member,
            WhoMayChangeLook = group.Flag("locked") ? MemberRole.Administrator : MemberRole.Member,
            WhoMayAddMembers = group.Flag("memberAdd") ? MemberRole.Member : MemberRole.Administrator,
            AccountIsOut = !members.Exists(member => member.User == self()),
            Timer = Timer(group.Number("timer") ?? 0),
            Parent = group.Text("parent") is { Length: > 0 } parent ? RemoteIds.Chat(parent, account) : null,
        };
    }

    private async Task<ChatDetails> GetChannelAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        JsonElement channel = default;
        try
        {
            channel = await AskAsync("channel.get", chat, cancellationToken);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            // Its name is not to be had; its posts are.
        }

        return new ChatDetails
        {
            Key = chat,
            Kind = ChatKind.Broadcast,
            Name = channel.Text("name") ?? "WhatsApp channel",
            Topic = channel.Text("topic"),
            Members = [new ChatMember(new RemoteUserId(chat.Chat.Value), MemberRole.Owner), new ChatMember(self(), channel.Flag("mayPost") ? MemberRole.Administrator : MemberRole.Restricted)],
            WhoMaySend = MemberRole.Administrator,
        };
    }

    private ChatDetails Status(ChatKey chat) => new()
    {
        Key = chat,
        Kind = ChatKind.Broadcast,
        Name = "WhatsApp: status posts",
        Members = [new ChatMember(self(), postsStatus ? MemberRole.Administrator : MemberRole.Restricted)],
        WhoMaySend = MemberRole.Administrator,
    };

    private async Task<AvatarReference?> FindPictureAsync(string of, CancellationToken cancellationToken)
    {
        var found = await session.RequestAsync("picture.find", new JsonObject { ["of"] = of }, cancellationToken);
        return found.Text("id") is { } id ? new AvatarReference(id, of) : null;
    }

    private Task<JsonElement> AskAsync(string method, ChatKey chat, CancellationToken cancellationToken) =>
        session.RequestAsync(method, new JsonObject { ["chat"] = chat.Chat.Value }, cancellationToken);

    private static ChatMember Member(JsonElement member) => new(new RemoteUserId(member.Text("user") ?? ""), member.Text("role") switch
    {
        "owner" => MemberRole.Owner,
        "admin" => MemberRole.Administrator,
        _ => MemberRole.Member,
    });

    private static DisappearingTimer? Timer(long seconds) =>
        seconds is > 0 and < 315_360_000 ? new DisappearingTimer(TimeSpan.FromSeconds(seconds), FromRead: false) : null;
}
