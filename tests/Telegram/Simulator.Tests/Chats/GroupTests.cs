using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Chats;

/// <summary>Basic groups and supergroups: what they have in common, and what not.</summary>
public sealed class GroupTests : TelegramTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Texts_go_both_ways(bool isSupergroup)
    {
        var client = await LogInAsync(Alice);
        var group = MakeGroup(isSupergroup, Alice);

        Bob.SendText(group, "welcome");
        var received = await NewMessageAsync(client, "welcome");
        await SendAsync(client, ChatId(group, Alice), "thank you");

        Assert.Equal(Bob.Id, received.Get("sender_id").Long("user_id"));
        Assert.Equal(ChatId(group, Alice), received.Long("chat_id"));
        var held = group.Messages[^1];
        Assert.Equal(("thank you", Alice), (held.Text, held.Sender));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_title_and_its_changes_are_seen(bool isSupergroup)
    {
        var client = await LogInAsync(Alice);
        var group = MakeGroup(isSupergroup, Alice);
        await client.UpdateAsync("updateNewChat", update => update.Get("chat").Text("title") == "Friends");

        group.ChangeTitle(Bob, "Best friends");

        await client.UpdateAsync("updateChatTitle", update => update.Text("title") == "Best friends");
        await NewMessageAsync(client, message => message.Get("content").Type() == "messageChatChangeTitle");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Members_come_and_go_with_service_messages(bool isSupergroup)
    {
        var client = await LogInAsync(Alice);
        var group = MakeGroup(isSupergroup, Alice);
        var dora = Telegram.People.Add("Dora");

        group.Invite(Bob, Carol);
        group.Join(dora);
        group.Kick(Bob, Carol);
        group.Leave(dora);

        await MembersAddedAsync(Carol);
        await MembersAddedAsync(dora);
        await MemberDeletedAsync(Carol);
        await MemberDeletedAsync(dora);
        Assert.Equal([Bob, Alice], group.Members.Select(member => member.Person));

        Task MembersAddedAsync(Person person) => NewMessageAsync(client, message =>
            message.Get("content").Type() == "messageChatAddMembers" &&
            message.Get("content", "member_user_ids").EnumerateArray().Any(id => id.GetInt64() == person.Id));
        Task MemberDeletedAsync(Person person) => NewMessageAsync(client, message =>
            message.Get("content").Type() == "messageChatDeleteMember" && message.Get("content").Long("user_id") == person.Id);
    }

    [Fact]
    public async Task A_client_that_is_put_out_of_a_group_learns_of_it()
    {
        var client = await LogInAsync(Alice);
        var basic = MakeGroup(isSupergroup: false, Alice);
        var super = MakeGroup(isSupergroup: true, Alice);
        await client.UpdateAsync("updateBasicGroup", update => update.Get("basic_group").Long("id") == basic.Id);
        await client.UpdateAsync("updateSupergroup", update => update.Get("supergroup").Long("id") == super.Id);

        basic.Kick(Bob, Alice);
        super.Kick(Bob, Alice);

        await client.UpdateAsync("updateBasicGroup", update => update.Get("basic_group", "status").Type() == "chatMemberStatusBanned");
        await client.UpdateAsync("updateSupergroup", update => update.Get("supergroup", "status").Type() == "chatMemberStatusBanned");
        Assert.Throws<RpcException>(() => super.Join(Alice));
    }

    [Fact]
    public async Task The_members_of_a_basic_group_are_listed_with_their_roles()
    {
        var client = await LogInAsync(Alice);
        var group = MakeGroup(isSupergroup: false, Alice, Carol);
        group.SetRole(Bob, Carol, MemberRole.Admin);
        group.ChangeDescription(Bob, "all of us");
        await client.UpdateAsync("updateNewChat", update => update.Get("chat").Text("title") == "Friends");

        var full = await client.CallAsync("getBasicGroupFullInfo", new JsonObject { ["basic_group_id"] = group.Id });

        Assert.Equal("all of us", full.Text("description"));
        Assert.Equal(Bob.Id, full.Long("creator_user_id"));
        var statuses = full.GetProperty("members").EnumerateArray()
            .ToDictionary(member => member.Get("member_id").Long("user_id"), member => member.Get("status").Type());
        Assert.Equal("chatMemberStatusCreator", statuses[Bob.Id]);
        Assert.Equal("chatMemberStatusAdministrator", statuses[Carol.Id]);
        Assert.Equal("chatMemberStatusMember", statuses[Alice.Id]);
    }

    [Fact]
    public async Task The_members_of_a_supergroup_are_listed_with_their_roles()
    {
        var client = await LogInAsync(Alice);
        var group = MakeGroup(isSupergroup: true, Alice, Carol);
        group.SetRole(Bob, Carol, MemberRole.Admin);
        group.ChangeDescription(Bob, "all of us");
        await client.UpdateAsync("updateNewChat", update => update.Get("chat").Text("title") == "Friends");

        var full = await client.CallAsync("getSupergroupFullInfo", new JsonObject { ["supergroup_id"] = group.Id });
        var members = await client.CallAsync("getSupergroupMembers", new JsonObject { ["supergroup_id"] = group.Id, ["limit"] = 200 });

        Assert.Equal("all of us", full.Text("description"));
        Assert.Equal(3, members.Long("total_count"));
        var statuses = members.GetProperty("members").EnumerateArray()
            .ToDictionary(member => member.Get("member_id").Long("user_id"), member => member.Get("status").Type());
        Assert.Equal("chatMemberStatusCreator", statuses[Bob.Id]);
        Assert.Equal("chatMemberStatusAdministrator", statuses[Carol.Id]);
        Assert.Equal("chatMemberStatusMember", statuses[Alice.Id]);
    }

    [Fact]
    public async Task A_client_makes_groups_of_both_kinds()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);

        await client.CallAsync("createNewBasicGroupChat", new JsonObject { ["user_ids"] = new JsonArray(Bob.Id), ["title"] = "Small" });
        await client.CallAsync("createNewSupergroupChat", new JsonObject { ["title"] = "Large", ["description"] = "for all" });

        var groups = Telegram.Chats.All.OfType<GroupChat>().ToDictionary(group => group.Title, StringComparer.Ordinal);
        Assert.Equal([Alice, Bob], groups["Small"].Members.Select(member => member.Person));
        Assert.Equal("for all", groups["Large"].Description);
    }

    [Fact]
    public async Task Message_ids_of_a_basic_group_differ_from_member_to_member()
    {
        Carol.SendText(Carol.ChatWith(Bob), "moves Bob's counter on");
        var client = await LogInAsync(Alice);
        var group = MakeGroup(isSupergroup: false, Alice);

        var message = Bob.SendText(group, "hello");

        var received = await NewMessageAsync(client, "hello");
        Assert.Equal(ClientMessageId(message.IdFor(Alice)), received.Long("id"));
        Assert.NotEqual(message.IdFor(Alice), message.IdFor(Bob));
    }

    private GroupChat MakeGroup(bool isSupergroup, params Person[] members) => isSupergroup
        ? Telegram.Chats.CreateSupergroup("Friends", Bob, members)
        : Telegram.Chats.CreateGroup("Friends", Bob, members);
}
