using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Groups;

/// <summary>Who may do what in a group: told when it changes, and settable by command.</summary>
public sealed class GroupSettingsTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    /// <summary>A group in which only administrators write is one from the first look on, and a change is said.</summary>
    [Fact]
    public async Task Who_may_write_a_new_link_and_a_new_number_are_seen_and_told()
    {
        var group = await GroupAsync("120363000000020001@g.us", Bed.Alice, new { announce = true });
        Assert.Equal(MemberRole.Administrator, (await linked.Account.GetChatAsync(group, Cancellation)).WhoMaySend);

        await Bed.Simulation.DoAsync("groupMark", new { id = group.Chat.Value, by = Bed.Alice.Number, mark = "not_announcement", announce = false });

        await NoticeAsync(group, "All members may write");
        Assert.Equal(MemberRole.Member, (await linked.Account.GetChatAsync(group, Cancellation)).WhoMaySend);
        await Bed.Simulation.DoAsync("groupMark", new { id = group.Chat.Value, by = Bed.Alice.Number, mark = "locked", locked = true });
        await NoticeAsync(group, "Only administrators may change");
        await Bed.Simulation.DoAsync("groupMark", new { id = group.Chat.Value, by = Bed.Alice.Number, mark = "invite" });
        await NoticeAsync(group, "renewed the group's invitation link");
        await Bed.Simulation.DoAsync("groupMark", new { id = group.Chat.Value, by = Bed.Alice.Number, mark = "modify" });
        await NoticeAsync(group, "has another phone number now");
    }

    [Fact]
    public async Task An_administrator_sets_them_by_command()
    {
        var group = await GroupAsync("120363000000020002@g.us", Bed.Me);

        await RunAsync(group, "announce", "on");
        await RunAsync(group, "locked", "on");
        await RunAsync(group, "timer", "7d");
        var link = await RunAsync(group, "invite-link", "new");

        var info = await Bed.Simulation.DoAsync("groupInfo", new { id = group.Chat.Value });
        Assert.Equal((true, true, 604800), (info.Flag("announce"), info.Flag("locked"), info.Whole("timer")));
        Assert.StartsWith("https://chat.whatsapp.com/NEWCODE", link, StringComparison.Ordinal);
        Assert.Contains("`!bridges whatsapp announce on`", (await Assert.ThrowsAsync<BridgeException>(() => RunAsync(group, "announce", "perhaps"))).Message, StringComparison.Ordinal);
        Assert.Contains("`!bridges whatsapp timer 24h`", (await Assert.ThrowsAsync<BridgeException>(() => RunAsync(group, "timer", "3 days"))).Message, StringComparison.Ordinal);
    }

    /// <summary>Said in the room, with how to answer; one that is withdrawn is said, too.</summary>
    [Fact]
    public async Task Who_asks_to_join_is_listed_let_in_and_refused_by_command()
    {
        var (first, second) = (await Bed.Simulation.PersonAsync("First"), await Bed.Simulation.PersonAsync("Second"));
        var group = await GroupAsync("120363000000020003@g.us", Bed.Me, new { approval = true });
        await Bed.Simulation.DoAsync("groupRequest", new { id = group.Chat.Value, from = first.Number });
        await Bed.Simulation.DoAsync("groupRequest", new { id = group.Chat.Value, from = second.Number });
        await NoticeAsync(group, "with `!bridges whatsapp accept <number>`");
        await linked.Host.Events.FirstAsync<RemoteMembership>(told => told.Chat == group && told.User.Value == second.Lid && told.Change == MembershipChange.AskedToJoin);

        Assert.Equal(2, (await RunAsync(group, "requests", "")).Split('\n').Length);
        await RunAsync(group, "accept", $"+{first.Number}");
        await RunAsync(group, "reject", $"+{second.Number}");

        Assert.Equal("Nobody asks to join.", await RunAsync(group, "requests", ""));
        var members = (await Bed.Simulation.DoAsync("groupInfo", new { id = group.Chat.Value })).GetProperty("members");
        Assert.NotNull(members.Text(first.Number));
        Assert.Null(members.Text(second.Number));
        await Bed.Simulation.DoAsync("groupRequest", new { id = group.Chat.Value, from = second.Number });
        await Bed.Simulation.DoAsync("groupRequest", new { id = group.Chat.Value, from = second.Number, withdrawn = true });
        await NoticeAsync(group, "no longer asks");
    }

    [Fact]
    public async Task A_group_s_picture_is_set_as_it_is_and_taken_away()
    {
        var group = await GroupAsync("120363000000020005@g.us", Bed.Me);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jpg");
        await File.WriteAllBytesAsync(path, new byte[4321], Cancellation);
        try
        {
            await linked.Account.SetPictureAsync(group, new MediaFile { Path = path }, Cancellation);
            await Bed.Simulation.HappensAsync(happening => IsPicture(happening, group, bytes: 4321));
            await linked.Account.SetPictureAsync(group, picture: null, Cancellation);
            await Bed.Simulation.HappensAsync(happening => IsPicture(happening, group, bytes: 0));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>As the room asks for it: everybody changes the look where the group is not locked; who adds others, the group says.</summary>
    [Fact]
    public async Task Who_may_change_and_add_is_seen()
    {
        var group = await GroupAsync("120363000000020006@g.us", Bed.Alice, new { locked = true });
        var open = await GroupAsync("120363000000020007@g.us", Bed.Alice);

        Assert.Equal(MemberRole.Administrator, (await linked.Account.GetChatAsync(group, Cancellation)).WhoMayChangeLook);
        var details = await linked.Account.GetChatAsync(open, Cancellation);
        Assert.Equal((MemberRole.Member, MemberRole.Administrator), (details.WhoMayChangeLook, details.WhoMayAddMembers));
    }

    [Fact]
    public async Task Only_an_administrator_may_and_a_stranger_is_not_found()
    {
        var group = await GroupAsync("120363000000020004@g.us", Bed.Alice);

        await Assert.ThrowsAsync<BridgeException>(() => RunAsync(group, "announce", "on"));
        await Assert.ThrowsAsync<BridgeException>(() => RunAsync(group, "accept", "+49 30 0000000"));
        var asking = await Bed.Simulation.PersonAsync("Asking");
        await Bed.Simulation.DoAsync("groupRequest", new { id = group.Chat.Value, from = asking.Number });
        Assert.Contains("allow", (await Assert.ThrowsAsync<BridgeException>(() => RunAsync(group, "accept", $"+{asking.Number}"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_is_blocked_and_unblocked()
    {
        await linked.Account.RunAsync(Call("block", $"+{Bed.Alice.Number}", chat: null), Cancellation);
        var blocked = await Bed.Simulation.HappensAsync(happening => happening.Text("what") == "blocklist" && happening.GetProperty("attributes").Text("action") == "block");
        await linked.Account.RunAsync(Call("unblock", $"+{Bed.Alice.Number}", chat: null), Cancellation);

        Assert.Contains(Bed.Alice.Lid, blocked.GetProperty("attributes").ToString(), StringComparison.Ordinal);
        await Bed.Simulation.HappensAsync(happening => happening.Text("what") == "blocklist" && happening.GetProperty("attributes").Text("action") == "unblock");
        Assert.Equal("Nobody is blocked.", (await linked.Account.RunAsync(Call("blocked", "", chat: null), Cancellation)).Text);
    }

    private static bool IsPicture(System.Text.Json.JsonElement happening, ChatKey group, int bytes) =>
        happening.Text("what") == "picture" && happening.GetProperty("attributes").Text("target") == group.Chat.Value && happening.GetProperty("detail").Whole("bytes") == bytes;

    private static CommandCall Call(string name, string text, ChatKey? chat) => new(new DeliveryId($"{Guid.NewGuid()}"), name, RichText.Plain(text), chat, ReplyTo: null);

    private async Task<string> RunAsync(ChatKey group, string name, string text) => (await linked.Account.RunAsync(Call(name, text, group), Cancellation)).Text;

    private Task<RemoteNotice> NoticeAsync(ChatKey group, string words) =>
        linked.Host.Events.FirstAsync<RemoteNotice>(notice => notice.Chat == group && notice.Text.Text.Contains(words, StringComparison.Ordinal));

    private async Task<ChatKey> GroupAsync(string id, WhatsAppPerson owner, object? more = null)
    {
        await Bed.Simulation.DoAsync("group", new { id, subject = "A group", owner = owner.Number, members = new[] { Bed.Alice.Number, Bed.Me.Number } });
        if (more is not null)
        {
            var changes = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
            changes["id"] = id;
            await Bed.Simulation.DoAsync("groupSet", changes);
        }

        return new ChatKey(new RemoteChatId(id));
    }
}
