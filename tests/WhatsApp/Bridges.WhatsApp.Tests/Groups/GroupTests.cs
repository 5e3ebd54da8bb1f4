using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Groups;

public sealed class GroupTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static int _groups;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task A_group_has_its_name_its_members_and_their_roles()
    {
        var group = await GroupAsync(new { description = "what it is for", announce = true });

        var chat = await linked.Account.GetChatAsync(group, Cancellation);

        Assert.Equal((ChatKind.Group, "A group", "what it is for"), (chat.Kind, chat.Name, chat.Topic));
        Assert.Equal(MemberRole.Owner, chat.Members.Single(member => member.User.Value == Bed.Alice.Lid).Role);
        Assert.Equal(MemberRole.Administrator, chat.WhoMaySend);
        Assert.False(chat.AccountIsOut);
    }

    [Fact]
    public async Task A_change_by_another_is_told_and_seen()
    {
        var group = await GroupAsync();
        await Bed.Simulation.DoAsync("groupSubject", new { id = group.Chat.Value, by = Bed.Alice.Number, subject = "Renamed" });

        var told = await linked.Host.Events.FirstAsync<RemoteChatChange>(change => change.Chat == group && change.Look != ChatLook.None);
        Assert.Equal((Bed.Alice.Lid, ChatLook.Name), (told.Sender?.Value, told.Look));
        Assert.Equal("Renamed", (await linked.Account.GetChatAsync(group, Cancellation)).Name);
    }

    [Fact]
    public async Task Who_comes_and_who_is_put_out_is_told_and_so_is_that_it_is_us()
    {
        var carol = await Bed.Simulation.PersonAsync("Carol");
        var group = await GroupAsync();
        await Bed.Simulation.DoAsync("groupMembers", new { id = group.Chat.Value, by = Bed.Alice.Number, change = "add", people = new[] { carol.Number } });
        var joined = await linked.Host.Events.FirstAsync<RemoteMembership>(told => told.Chat == group && told.User.Value == carol.Lid);
        Assert.Equal((MembershipChange.Joined, Bed.Alice.Lid), (joined.Change, joined.Sender?.Value));

        await Bed.Simulation.DoAsync("groupMembers", new { id = group.Chat.Value, by = Bed.Alice.Number, change = "remove", people = new[] { Bed.Me.Number } });
        var removed = await linked.Host.Events.FirstAsync<RemoteMembership>(told => told.Chat == group && told.User == linked.Account.Self);
        Assert.Equal(MembershipChange.Removed, removed.Change);
        Assert.True((await linked.Account.GetChatAsync(group, Cancellation)).AccountIsOut);
    }

    /// <summary>One person, one id, however a group names its members.</summary>
    [Fact]
    public async Task A_group_that_changes_from_numbers_to_opaque_ids_has_the_same_members()
    {
        var group = await GroupAsync(new { byLid = false });
        await Bed.SayAsync(Bed.Alice, "by number", group.Chat.Value);
        var before = await linked.Host.MessageAsync("by number");
        var members = (await linked.Account.GetChatAsync(group, Cancellation)).Members;

        await Bed.Simulation.DoAsync("groupSet", new { id = group.Chat.Value, byLid = true });
        await Bed.SayAsync(Bed.Alice, "by opaque id", group.Chat.Value);

        var after = await linked.Host.MessageAsync("by opaque id");
        Assert.Equal(before.Sender, after.Sender);
        Assert.Equal(Bed.Alice.Lid, after.Sender.Value);
        Assert.Equal(members, (await linked.Account.GetChatAsync(group, Cancellation)).Members);
        Assert.DoesNotContain(linked.Host.Events.All, told => told is RemoteMembership && told.Chat == group);
    }

    /// <summary>The room keeps others from writing; what gets through all the same is refused in words.</summary>
    [Fact]
    public async Task A_message_into_a_group_where_only_administrators_write_is_refused_in_words()
    {
        var group = await GroupAsync(new { announce = true });
        await linked.Account.GetChatAsync(group, Cancellation);

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.SendAsync(
            new OutgoingMessage(new DeliveryId("not allowed"), group, new TextContent(RichText.Plain("let me"))), Cancellation));

        Assert.Equal(FailureKind.Permanent, refusal.Kind);
        Assert.Contains("Only administrators may write", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The group is looked at anew before the message is sent again.</summary>
    [Fact]
    public async Task A_message_into_a_group_that_has_changed_its_addresses_is_sent_again()
    {
        var group = await GroupAsync();
        await linked.Account.GetChatAsync(group, Cancellation);
        await Bed.Simulation.DoAsync("groupSet", new { id = group.Chat.Value, stale = true });
        var message = new OutgoingMessage(new DeliveryId("stale"), group, new TextContent(RichText.Plain("after the change")));

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.SendAsync(message, Cancellation));
        await linked.Account.SendAsync(message, Cancellation);

        Assert.Equal(FailureKind.Transient, refusal.Kind);
        await Bed.Simulation.ReceivesAsync(Bed.Alice, received => InboxTexts.Text(received.GetProperty("message")) == "after the change");
    }

    /// <summary>The request is told, and answered by who may.</summary>
    [Fact]
    public async Task A_request_to_join_is_told_and_can_be_answered()
    {
        var stranger = await Bed.Simulation.PersonAsync("Stranger");
        var group = await GroupAsync(new { approval = true }, owner: Bed.Me);
        await Bed.Simulation.DoAsync("groupRequest", new { id = group.Chat.Value, from = stranger.Number });
        await linked.Host.Events.FirstAsync<RemoteMembership>(told => told.Change == MembershipChange.AskedToJoin && told.User.Value == stranger.Lid);

        await linked.Account.AnswerJoinRequestAsync(group, new RemoteUserId(stranger.Lid), accept: true, Cancellation);

        Assert.Contains(stranger.Number, (await Bed.Simulation.DoAsync("groupInfo", new { id = group.Chat.Value })).GetProperty("members").EnumerateObject().Select(member => member.Name));
    }

    /// <summary>Communities hold their groups.</summary>
    [Fact]
    public async Task A_community_is_one_and_its_groups_know_it()
    {
        var community = await GroupAsync(new { community = true });
        var group = await GroupAsync(new { parent = community.Chat.Value });

        Assert.Equal(ChatKind.Community, (await linked.Account.GetChatAsync(community, Cancellation)).Kind);
        Assert.Equal(community, (await linked.Account.GetChatAsync(group, Cancellation)).Parent);
    }

    [Fact]
    public async Task A_group_can_be_made_changed_and_left()
    {
        var carol = await Bed.Simulation.PersonAsync("Carol");
        var group = await linked.Account.CreateGroupAsync("Made here", [new RemoteUserId(Bed.Alice.Lid)], Cancellation);
        await linked.Account.SetNameAsync(group, "Named here", Cancellation);
        await linked.Account.SetTopicAsync(group, "About", Cancellation);
        await linked.Account.AddMemberAsync(group, new RemoteUserId(carol.Lid), Cancellation);
        await linked.Account.SetRoleAsync(group, new RemoteUserId(carol.Lid), MemberRole.Administrator, Cancellation);
        await linked.Account.RemoveMemberAsync(group, new RemoteUserId(Bed.Alice.Lid), ban: false, Cancellation);
        Assert.StartsWith("https://chat.whatsapp.com/", await linked.Account.GetInviteLinkAsync(group, renew: false, Cancellation), StringComparison.Ordinal);
        await linked.Account.SetTimerAsync(group, TimeSpan.FromDays(7), Cancellation);

        var info = await Bed.Simulation.DoAsync("groupInfo", new { id = group.Chat.Value });
        Assert.Equal(("Named here", "About", 604800), (info.Text("subject"), info.Text("description"), info.Whole("timer")));
        Assert.Equal("admin", info.GetProperty("members").Text(carol.Number));
        Assert.Null(info.GetProperty("members").Text(Bed.Alice.Number));

        await linked.Account.LeaveAsync(group, Cancellation);
        Assert.Null((await Bed.Simulation.DoAsync("groupInfo", new { id = group.Chat.Value })).GetProperty("members").Text(Bed.Me.Number));
    }

    [Fact]
    public async Task A_link_leads_into_a_group()
    {
        var group = await GroupAsync(new { code = "ABCDEFGHIJKL" }, members: []);

        Assert.Equal(group, await linked.Account.JoinAsync("https://chat.whatsapp.com/ABCDEFGHIJKL?mode=x", Cancellation));
        await Assert.ThrowsAsync<BridgeException>(() => linked.Account.JoinAsync("https://chat.whatsapp.com/NOSUCHCODE", Cancellation));
    }

    [Fact]
    public async Task What_only_administrators_may_is_refused_in_words()
    {
        var group = await GroupAsync(new { locked = true });

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.SetNameAsync(group, "mine now", Cancellation));

        Assert.Equal(FailureKind.Permanent, refusal.Kind);
        Assert.Contains("allow", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<ChatKey> GroupAsync(object? more = null, WhatsAppPerson? owner = null, string[]? members = null)
    {
        var id = $"12036300000001{Interlocked.Increment(ref _groups):0000}@g.us";
        await Bed.Simulation.DoAsync("group", new { id, subject = "A group", owner = (owner ?? Bed.Alice).Number, members = members ?? [Bed.Alice.Number, Bed.Me.Number] });
        if (more is not null)
        {
            var changes = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
            changes["id"] = id;
            await Bed.Simulation.DoAsync("groupSet", changes);
        }

        return new ChatKey(new RemoteChatId(id));
    }
}
