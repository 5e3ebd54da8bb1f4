using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Basic groups.</summary>
internal sealed class GroupMethods(WorldState world, PeerReader peers, ChatPictures pictures) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("messages.getChats", call => new TlObject("messages.chats")
        {
            ["chats"] = call.Query.Longs("id").Select(id => ChatView.Render(peers.Group(id, call.Caller), call.Caller)).ToArray(),
        });
        table.Add("messages.getFullChat", Full);
        table.Add("messages.createChat", Create);
        table.Add("messages.addChatUser", call => Invited(call, world.Membership.Invite(Group(call), call.Caller, [User(call)], call.Session)));
        table.Add("messages.deleteChatUser", call => Updates(call, world.Membership.Remove(Group(call), call.Caller, User(call), call.Session)));
        table.Add("messages.deleteChat", call =>
        {
            world.Membership.Dissolve(Group(call), call.Caller, call.Session);
            return TlObject.Bool(true);
        });
        table.Add("messages.editChatTitle", call => Updates(
            call,
            world.ChatInfo.ChangeTitle(Group(call), call.Caller, call.Query.Text("title"), call.Session)));
        table.Add("messages.editChatPhoto", call => Updates(call, pictures.Change(Group(call), call)));
        table.Add("messages.editChatAbout", EditAbout);
        table.Add("messages.migrateChat", Upgrade);
        table.Add("messages.exportChatInvite", MakeLink);
        table.Add("messages.editChatAdmin", EditAdmin);
    }

    private BasicGroup Group(CallContext call) => peers.Group(call.Query.Long("chat_id"), call.Caller);

    private Person User(CallContext call) => peers.Person(call.Query.Object("user_id"), call.Caller);

    private TlObject Updates(CallContext call, UpdateBatch updates) => world.Publisher.Wrap(call.Caller, updates.For(call.Caller));

    private TlObject Invited(CallContext call, UpdateBatch updates) => new("messages.invitedUsers") { ["updates"] = Updates(call, updates) };

    private TlObject Full(CallContext call)
    {
        var group = Group(call);
        var answer = new TlObject("messages.chatFull")
        {
            ["full_chat"] = new TlObject("chatFull")
            {
                ["id"] = group.Id,
                ["about"] = group.Description,
                ["participants"] = group.Includes(call.Caller)
                    ? MemberView.Participants(group)
                    : new TlObject("chatParticipantsForbidden") { ["chat_id"] = group.Id },
                ["exported_invite"] = InviteView.Of(group, call.Caller),
                ["requests_pending"] = InviteView.AskingFor(group, call.Caller)?.Count,
                ["recent_requesters"] = InviteView.AskingFor(group, call.Caller)?.ToArray(),
                ["chat_photo"] = group.Picture is { } picture ? PictureView.Full(picture) : null,
                ["notify_settings"] = KeepingView.Notifications(group, call.Caller),
                ["folder_id"] = KeepingView.Folder(group, call.Caller),
                ["ttl_period"] = group.Timer is { } timer ? (int)timer.TotalSeconds : null,
            },
        };
        return PeerCollector.Attach(answer, call.Caller, world);
    }

    private TlObject Create(CallContext call)
    {
        var members = peers.People(call.Query.Objects("users"), call.Caller);
        var (group, updates) = world.Membership.CreateGroup(call.Query.Text("title"), call.Caller, members, call.Session);
        return new TlObject("messages.invitedUsers")
        {
            ["updates"] = world.Publisher.Wrap(call.Caller, [UpdateView.Created(group, call.Caller), .. updates.For(call.Caller)]),
        };
    }

    private TlObject Upgrade(CallContext call)
    {
        var (channel, updates) = world.Migration.Upgrade(Group(call), call.Caller, call.Session);
        return world.Publisher.Wrap(call.Caller, [UpdateView.Created(channel, call.Caller), .. updates.For(call.Caller)]);
    }

    /// <summary>The one before is no longer valid.</summary>
    private TlObject MakeLink(CallContext call)
    {
        var chat = peers.Chat(call.Query.Object("peer"), call.Caller) as GroupChat ?? throw RpcException.BadRequest("PEER_ID_INVALID");
        if (chat.MemberFor(call.Caller)?.IsAdmin != true)
        {
            throw RpcException.BadRequest("CHAT_ADMIN_REQUIRED");
        }

        chat.InviteLink = $"https://t.me/+{Guid.NewGuid().ToString("N")[..16]}";
        return InviteView.Of(chat, call.Caller)!;
    }

    private TlObject EditAbout(CallContext call)
    {
        var chat = peers.Chat(call.Query.Object("peer"), call.Caller) as GroupChat ?? throw RpcException.BadRequest("PEER_ID_INVALID");
        return TlObject.Bool(world.ChatInfo.ChangeDescription(chat, call.Caller, call.Query.Text("about"), call.Session));
    }

    private TlObject EditAdmin(CallContext call)
    {
        var role = call.Query.Flag("is_admin") ? MemberRole.Admin : MemberRole.Member;
        world.Membership.SetRole(Group(call), call.Caller, User(call), role, call.Session);
        return TlObject.Bool(true);
    }
}
