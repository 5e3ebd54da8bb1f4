using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

public sealed class GroupTests(SharedSignal shared) : SignalTest(shared)
{
    [Fact]
    public async Task Messages_reach_all_members_and_come_from_each_of_them()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "from Bob");
        await Carol.SayInGroupAsync(id, "from Carol");
        var message = await Told.MessageAsync("from Carol");
        Assert.Equal((Group(id), Carol.Id), (message.Chat, message.Sender.Value));

        await SendAsync(new TextContent(RichText.Plain("to all")), Group(id));
        await SendAsync(new TextContent(RichText.Plain("to all again")), Group(id));

        foreach (var member in new[] { Bob, Carol })
        {
            await member.HearTextAsync("to all");
            await member.HearTextAsync("to all again");
            // Everybody is given the key for the group once.
            Assert.Single(await member.HeardAsync(), heard => heard.GetProperty("content").Part("givesGroupKey") is not null && heard.GetProperty("from").GetString() == Alice.Id);
        }

        var details = await Account.GetChatAsync(Group(id), Cancellation);
        Assert.Equal(("Picnic", ChatKind.Group, true, 3), (details.Name, details.Kind, details.MembersAreComplete, details.Members.Count));
    }

    [Fact]
    public async Task Who_lost_a_session_gets_the_message_all_the_same()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await SendAsync(new TextContent(RichText.Plain("first")), Group(id));
        await Signal.AskAsync("/second-device", new JsonObject { ["person"] = Bob.Id });

        var sent = await SendAsync(new TextContent(RichText.Plain("second")), Group(id));

        await Bob.HearTextAsync("second");
        await Carol.HearTextAsync("second");
        Assert.Null(sent.Remark);
    }

    [Fact]
    public async Task Somebody_who_is_gone_is_named_and_the_others_get_it()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await Signal.AskAsync("/unregister", new JsonObject { ["person"] = Carol.Id });

        var sent = await SendAsync(new TextContent(RichText.Plain("who is here?")), Group(id));

        await Bob.HearTextAsync("who is here?");
        Assert.Contains("Carol", sent.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_are_told_each_under_its_author()
    {
        var dora = await Signal.PersonAsync("Dora");
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await Account.GetChatAsync(Group(id), Cancellation);

        await Signal.ChangeGroupAsync(id, Bob, new JsonObject { ["add"] = new JsonArray(dora.Id) });
        await Signal.ChangeGroupAsync(id, Carol, new JsonObject { ["remove"] = new JsonArray(Bob.Id), ["title"] = "Without Bob" });

        var removed = await Told.Events.FirstAsync<RemoteMembership>(told => told.Change == MembershipChange.Removed);
        var added = await Told.Events.FirstAsync<RemoteMembership>(told => told.Change == MembershipChange.Joined);
        Assert.Equal((Bob.Id, Carol.Id), (removed.User.Value, removed.Sender?.Value));
        Assert.Equal((dora.Id, Bob.Id), (added.User.Value, added.Sender?.Value));
        var renamed = await Told.Events.FirstAsync<RemoteChatChange>(told => told.Look != ChatLook.None);
        Assert.Equal((Carol.Id, ChatLook.Name), (renamed.Sender?.Value, renamed.Look));
        var details = await Account.GetChatAsync(Group(id), Cancellation);
        Assert.Equal("Without Bob", details.Name);
        Assert.DoesNotContain(details.Members, member => member.User.Value == Bob.Id);
        Assert.Equal(2, Told.Events.All.OfType<RemoteMembership>().Count());
    }

    [Fact]
    public async Task A_change_that_one_of_the_user_s_own_overtook_is_told_under_its_author_all_the_same()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await Told.Events.FirstAsync<RemoteChatChange>(told => told.Chat == Group(id));
        await Signal.ChangeGroupAsync(id, Bob, new JsonObject { ["remove"] = new JsonArray(Carol.Id) }, tell: false);

        // It is made on the newest state, which is read for it.
        await Account.SetNameAsync(Group(id), "Without Carol", Cancellation);
        await Bob.SayInGroupAsync(id, "she had to go");

        var removed = await Told.Events.FirstAsync<RemoteMembership>();
        Assert.Equal((MembershipChange.Removed, Carol.Id, Bob.Id), (removed.Change, removed.User.Value, removed.Sender?.Value));
    }

    [Fact]
    public async Task What_was_missed_while_the_bridge_was_down_is_told_in_order_with_its_authors()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await Account.GetChatAsync(Group(id), Cancellation);
        await Bed.CloseAsync();
        await Signal.ChangeGroupAsync(id, Bob, new JsonObject { ["title"] = "Renamed by Bob" }, tell: false);
        await Signal.ChangeGroupAsync(id, Carol, new JsonObject { ["description"] = "with cake", ["timer"] = 172_800 }, tell: false);
        await Signal.ChangeGroupAsync(id, Carol, new JsonObject { ["remove"] = new JsonArray(Bob.Id) });

        var told = new RecordingHost();
        await using var account = await Bed.OpenForAsync(told);

        var removed = await told.Events.FirstAsync<RemoteMembership>();
        Assert.Equal((MembershipChange.Removed, Bob.Id, Carol.Id), (removed.Change, removed.User.Value, removed.Sender?.Value));
        Assert.Equal("Carol set that messages disappear 2 days after they were read.", (await told.Events.FirstAsync<RemoteNotice>()).Text.Text);
        await told.Events.FirstAsync<RemoteChatChange>(change => change.Sender?.Value == Bob.Id && change.Look == ChatLook.Name);
        await told.Events.FirstAsync<RemoteChatChange>(change => change.Sender?.Value == Carol.Id && change.Look == ChatLook.Topic);
        Assert.Equal("Renamed by Bob", (await account.GetChatAsync(Group(id), Cancellation)).Name);
    }

    [Fact]
    public async Task What_no_message_tells_of_is_told_with_its_author_when_somebody_looks_at_the_group()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await Account.GetChatAsync(Group(id), Cancellation);
        await Bed.CloseAsync();
        await Signal.ChangeGroupAsync(id, Bob, new JsonObject { ["title"] = "Renamed by Bob" }, tell: false);

        var told = new RecordingHost();
        await using var account = await Bed.OpenForAsync(told);
        Assert.Equal("Renamed by Bob", (await account.GetChatAsync(Group(id), Cancellation)).Name);

        // What the last session did not acknowledge in time is told once more before.
        var change = await told.Events.FirstAsync<RemoteChatChange>(change => change.Sender is not null);
        Assert.Equal((Bob.Id, ChatLook.Name), (change.Sender?.Value, change.Look));
    }

    [Fact]
    public async Task A_group_is_made_and_changed_from_Matrix()
    {
        await Bob.SayAsync(Alice, "I am here");
        await Carol.SayAsync(Alice, "me too");
        await Told.MessageAsync("me too");

        var chat = await Account.CreateGroupAsync("Made here", [new RemoteUserId(Bob.Id)], Cancellation);
        await Account.SetNameAsync(chat, "New name", Cancellation);
        await Account.SetTopicAsync(chat, "What it is about", Cancellation);
        await Account.AddMemberAsync(chat, new RemoteUserId(Carol.Id), Cancellation);
        await Account.SetRoleAsync(chat, new RemoteUserId(Carol.Id), MemberRole.Administrator, Cancellation);
        await Account.RemoveMemberAsync(chat, new RemoteUserId(Bob.Id), ban: true, Cancellation);
        await Account.SetTimerAsync(chat, TimeSpan.FromHours(1), Cancellation);
        var link = await Account.GetInviteLinkAsync(chat, renew: false, Cancellation);

        await Carol.HearMessageAsync("the group", message => message.Part("groupV2", "groupChange") is not null);
        var state = await Signal.GroupStateAsync(chat.Chat.Value);
        Assert.Equal(("New name", "What it is about", 3600), (state.GetProperty("title").GetString(), state.GetProperty("description").GetString(), state.GetProperty("timer").GetInt32()));
        Assert.Equal(new[] { Alice.Id, Carol.Id }.Order(), state.GetProperty("admins").EnumerateArray().Select(admin => admin.GetString()).Order());
        Assert.Equal(Bob.Id, Assert.Single(state.GetProperty("banned").EnumerateArray()).GetString());
        Assert.StartsWith("https://signal.group/#", link, StringComparison.Ordinal);
        Assert.Equal(new DisappearingTimer(TimeSpan.FromHours(1), FromRead: true), (await Account.GetChatAsync(chat, Cancellation)).Timer);
    }

    [Fact]
    public async Task Joining_by_link_and_leaving_again()
    {
        var id = await Signal.GroupAsync(Bob, "Open to all", Bob, Carol);
        await Signal.ChangeGroupAsync(id, Bob, new JsonObject { ["link"] = "any" }, tell: false);
        var link = (await Signal.AskAsync("/group/link", new JsonObject { ["id"] = id })).GetProperty("link").GetString()!;

        var chat = await Account.JoinAsync(link, Cancellation);
        await SendAsync(new TextContent(RichText.Plain("I joined")), chat);
        await Carol.HearTextAsync("I joined");
        await Account.LeaveAsync(chat, Cancellation);

        Assert.Equal(Group(id), chat);
        Assert.DoesNotContain(Alice.Id, (await Signal.GroupStateAsync(id)).GetProperty("members").EnumerateArray().Select(member => member.GetString()));
        Assert.True((await Account.GetChatAsync(chat, Cancellation)).AccountIsOut);
    }

    [Fact]
    public async Task A_group_that_must_approve_says_so()
    {
        var id = await Signal.GroupAsync(Bob, "By request", Bob, Carol);
        await Signal.ChangeGroupAsync(id, Bob, new JsonObject { ["link"] = "administrator" }, tell: false);
        var link = (await Signal.AskAsync("/group/link", new JsonObject { ["id"] = id })).GetProperty("link").GetString()!;

        var answer = await Assert.ThrowsAsync<BridgeException>(() => Account.JoinAsync(link, Cancellation));

        Assert.Contains("asked to let you in", answer.Message, StringComparison.Ordinal);
        Assert.Equal(Alice.Id, Assert.Single((await Signal.GroupStateAsync(id)).GetProperty("requesting").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Only_administrators_write_into_an_announcement_group_and_the_last_one_hands_it_on()
    {
        var id = await Signal.GroupAsync(Alice, "News", Alice, Bob, Carol);
        await Signal.ChangeGroupAsync(id, Alice, new JsonObject { ["announcementsOnly"] = true, ["demote"] = new JsonArray(Bob.Id, Carol.Id) });
        await Told.Events.FirstAsync<RemoteChatChange>(told => told.Chat == Group(id));

        Assert.Equal(MemberRole.Administrator, (await Account.GetChatAsync(Group(id), Cancellation)).WhoMaySend);
        await Account.LeaveAsync(Group(id), Cancellation);

        Assert.Single((await Signal.GroupStateAsync(id)).GetProperty("admins").EnumerateArray());
    }
}
