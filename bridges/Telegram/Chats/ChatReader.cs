using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.People;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Chats;

/// <summary>Describes a chat as it is now.</summary>
internal sealed class ChatReader(AccountId account, AccountSession session, ChatFinder chats, MemberReader members, PeopleShown people)
{
    public async Task<ChatDetails> ReadAsync(ChatKey key, CancellationToken cancellationToken)
    {
        await session.ClientAsync(cancellationToken);
        var chat = StateReader.Chat(await chats.FindAsync(key, cancellationToken));
        var details = chat.Type switch
        {
            ChatType.Private => Direct(chat),
            ChatType.BasicGroup => await BasicGroupAsync(chat, cancellationToken),
            ChatType.Supergroup or ChatType.Channel => await SupergroupAsync(chat, cancellationToken),
            _ => throw BridgeException.Permanent("Secret chats live on one device only and cannot be bridged."),
        };
        foreach (var member in details.Members)
        {
            people.Add(member.User);
        }

        return details;
    }

    private ChatDetails Direct(KnownChat chat)
    {
        var self = new RemoteUserId(account.Value);
        var other = RemoteIds.User(chat.Peer);
        var isSelf = other == self;
        return new ChatDetails
        {
            Key = RemoteIds.Chat(chat.Id, account),
            Kind = isSelf ? ChatKind.NoteToSelf : ChatKind.Direct,
            OtherUser = isSelf ? null : other,
            Avatar = chat.Avatar,
            Members = isSelf
                ? [new ChatMember(self, MemberRole.Member)]
                : [new ChatMember(self, MemberRole.Member), new ChatMember(other, MemberRole.Member)],
            MembersAreComplete = true,
            Timer = Timer(chat),
        };
    }

    private async Task<ChatDetails> BasicGroupAsync(KnownChat chat, CancellationToken cancellationToken)
    {
        var client = await session.ClientAsync(cancellationToken);
        var full = await session.RequestAsync(TdJson.Request("getBasicGroupFullInfo", ("basic_group_id", chat.Peer)), cancellationToken);
        var (list, isComplete) = members.OfBasicGroup(full);
        var known = client.State.BasicGroup(chat.Peer);
        // One that became a supergroup is empty, and yet nobody has left.
        var hasMoved = known?.UpgradedTo > 0;
        return Common(chat, ChatKind.Group) with
        {
            Topic = full.Text("description"),
            Members = list,
            MembersAreComplete = isComplete && !hasMoved,
            AccountIsOut = known?.AccountIsOut == true && !hasMoved,
            WhoMaySend = chat.MembersMaySend ? MemberRole.Member : MemberRole.Administrator,
        };
    }

    private async Task<ChatDetails> SupergroupAsync(KnownChat chat, CancellationToken cancellationToken)
    {
        var group = StateReader.Group(await session.RequestAsync(TdJson.Request("getSupergroup", ("supergroup_id", chat.Peer)), cancellationToken));
        var full = await session.RequestAsync(TdJson.Request("getSupergroupFullInfo", ("supergroup_id", chat.Peer)), cancellationToken);
        var (list, isComplete) = await members.OfSupergroupAsync(group, full, cancellationToken);
        return Common(chat, chat.Type == ChatType.Channel ? ChatKind.Broadcast : ChatKind.Group) with
        {
            Topic = full.Text("description"),
            Members = list,
            MembersAreComplete = isComplete,
            AccountIsOut = group.AccountIsOut,
            Former = full.Number("upgraded_from_basic_group_id") is > 0 and var former
                ? new FormerChat(RemoteIds.Chat(ChatIds.OfBasicGroup(former), account), NumbersMessagesAnew: true)
                : null,
            Link = group.Username is { } name ? $"https://t.me/{name}" : null,
            WhoMaySend = group.IsBroadcast || !chat.MembersMaySend ? MemberRole.Administrator : MemberRole.Member,
        };
    }

    private ChatDetails Common(KnownChat chat, ChatKind kind) => new()
    {
        Key = RemoteIds.Chat(chat.Id, account),
        Kind = kind,
        Name = NullIfEmpty(chat.Title),
        Avatar = chat.Avatar,
        Timer = Timer(chat),
        WhoMayChangeLook = kind == ChatKind.Group && chat.MembersMayChangeInfo ? MemberRole.Member : MemberRole.Administrator,
        WhoMayAddMembers = kind == ChatKind.Group && chat.MembersMayInvite ? MemberRole.Member : MemberRole.Administrator,
    };

    private static DisappearingTimer? Timer(KnownChat chat) =>
        chat.AutoDelete > 0 ? new DisappearingTimer(TimeSpan.FromSeconds(chat.AutoDelete), FromRead: false) : null;

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
