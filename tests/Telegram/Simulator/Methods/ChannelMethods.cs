using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Supergroups and channels.</summary>
internal sealed class ChannelMethods(WorldState world, PeerReader peers, ChatPictures pictures) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("channels.getChannels", call => new TlObject("messages.chats")
        {
            ["chats"] = call.Query.Objects("id").Select(id => ChatView.Render(peers.Channel(id, call.Caller), call.Caller)).ToArray(),
        });
        table.Add("channels.getFullChannel", Full);
        table.Add("channels.createChannel", Create);
        table.Add("channels.inviteToChannel", call => new TlObject("messages.invitedUsers")
        {
            ["updates"] = Updates(
                call,
                world.Membership.Invite(Channel(call), call.Caller, peers.People(call.Query.Objects("users"), call.Caller), call.Session)),
        });
        table.Add("channels.joinChannel", call => new TlObject("messages.chatInviteJoinResultOk")
        {
            ["updates"] = Updates(call, world.Membership.Join(Channel(call), call.Caller, call.Session)),
        });
        table.Add("channels.leaveChannel", call => Updates(call, world.Membership.Remove(Channel(call), call.Caller, call.Caller, call.Session)));
        table.Add("channels.editTitle", call => Updates(
            call,
            world.ChatInfo.ChangeTitle(Channel(call), call.Caller, call.Query.Text("title"), call.Session)));
        table.Add("channels.editPhoto", call => Updates(call, pictures.Change(Channel(call), call)));
        table.Add("channels.editAdmin", EditAdmin);
        table.Add("channels.editBanned", EditBanned);
    }

    private Channel Channel(CallContext call) => peers.Channel(call.Query.Object("channel"), call.Caller);

    private TlObject Updates(CallContext call, UpdateBatch updates) => world.Publisher.Wrap(call.Caller, updates.For(call.Caller));

    private TlObject Full(CallContext call)
    {
        var (viewer, channel) = (call.Caller, Channel(call));
        var marks = channel.MarksOf(viewer);
        var answer = new TlObject("messages.chatFull")
        {
            ["full_chat"] = new TlObject("channelFull")
            {
                ["can_view_participants"] = !channel.IsBroadcast || channel.MemberFor(viewer)?.IsAdmin == true,
                ["id"] = channel.Id,
                ["about"] = channel.Description,
                ["participants_count"] = channel.MemberList.Count,
                ["admins_count"] = channel.MemberList.Count(member => member.IsAdmin),
                ["read_inbox_max_id"] = marks.Inbox,
                ["read_outbox_max_id"] = marks.Outbox,
                ["unread_count"] = channel.UnreadCountOf(viewer),
                ["chat_photo"] = channel.Picture is { } picture ? PictureView.Full(picture) : new TlObject("photoEmpty"),
                ["notify_settings"] = KeepingView.Notifications(channel, viewer),
                ["folder_id"] = KeepingView.Folder(channel, viewer),
                ["exported_invite"] = InviteView.Of(channel, viewer),
                ["requests_pending"] = InviteView.AskingFor(channel, viewer)?.Count,
                ["recent_requesters"] = InviteView.AskingFor(channel, viewer)?.ToArray(),
                ["pts"] = channel.Log.Pts,
                ["ttl_period"] = channel.Timer is { } timer ? (int)timer.TotalSeconds : null,
                ["migrated_from_chat_id"] = channel.MigratedFrom?.Id,
                ["migrated_from_max_id"] = channel.MigratedFrom?.LastVisibleTo(viewer)?.IdFor(viewer) ?? (channel.MigratedFrom is null ? null : 0),
                ["available_reactions"] = ReactionView.Allowed(channel),
                ["reactions_limit"] = 11,
                ["slowmode_seconds"] = channel.SlowMode is { } pause ? (int)pause.TotalSeconds : null,
            },
        };
        return PeerCollector.Attach(answer, viewer, world);
    }

    private TlObject Create(CallContext call)
    {
        var (channel, updates) = world.Membership.CreateChannel(
            call.Query.Text("title"),
            call.Query.Flag("broadcast"),
            call.Caller,
            [],
            call.Session);
        channel.Description = call.Query.Text("about");
        return world.Publisher.Wrap(call.Caller, [UpdateView.Created(channel, call.Caller), .. updates.For(call.Caller)]);
    }

    private TlObject EditAdmin(CallContext call)
    {
        var isAdmin = call.Query.Object("admin_rights").Fields.Values.Contains(true);
        var person = peers.Person(call.Query.Object("user_id"), call.Caller);
        var role = isAdmin ? MemberRole.Admin : MemberRole.Member;
        return Updates(call, world.Membership.SetRole(Channel(call), call.Caller, person, role, call.Session));
    }

    private TlObject EditBanned(CallContext call)
    {
        var (channel, person) = (Channel(call), peers.Person(call.Query.Object("participant"), call.Caller));
        if (call.Query.Object("banned_rights").Flag("view_messages"))
        {
            return Updates(call, world.Membership.Remove(channel, call.Caller, person, call.Session));
        }

        channel.Banned.Remove(person);
        return world.Publisher.Wrap(call.Caller, [UpdateView.ChannelChanged(channel)]);
    }
}
