using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Chats;

/// <summary>What a client does to groups, as the server then holds it.</summary>
public sealed class ManagementTests : TelegramTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_names_and_describes_its_group(bool isSupergroup)
    {
        var (client, group) = await OwnGroupAsync(isSupergroup);

        await client.CallAsync("setChatTitle", new JsonObject { ["chat_id"] = ChatId(group, Alice), ["title"] = "Best friends" });
        await client.CallAsync("setChatDescription", new JsonObject { ["chat_id"] = ChatId(group, Alice), ["description"] = "all of us" });

        Assert.Equal(("Best friends", "all of us"), (group.Title, group.Description));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_brings_people_in_and_puts_them_out(bool isSupergroup)
    {
        var (client, group) = await OwnGroupAsync(isSupergroup);
        await client.CallAsync("getContacts");
        var member = new JsonObject { ["@type"] = "messageSenderUser", ["user_id"] = Bob.Id };

        await client.CallAsync("addChatMember", new JsonObject { ["chat_id"] = ChatId(group, Alice), ["user_id"] = Bob.Id });
        Assert.Contains(Bob, group.Members.Select(present => present.Person));
        await client.CallAsync("banChatMember", new JsonObject { ["chat_id"] = ChatId(group, Alice), ["member_id"] = member });

        Assert.DoesNotContain(Bob, group.Members.Select(present => present.Person));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_makes_somebody_an_admin(bool isSupergroup)
    {
        var (client, group) = await OwnGroupAsync(isSupergroup);

        await client.CallAsync("setChatMemberStatus", new JsonObject
        {
            ["chat_id"] = ChatId(group, Alice),
            ["member_id"] = new JsonObject { ["@type"] = "messageSenderUser", ["user_id"] = Carol.Id },
            ["status"] = new JsonObject
            {
                ["@type"] = "chatMemberStatusAdministrator",
                ["rights"] = new JsonObject { ["@type"] = "chatAdministratorRights", ["can_manage_chat"] = true, ["can_delete_messages"] = true },
            },
        });

        Assert.Equal(MemberRole.Admin, group.Members.Single(member => member.Person == Carol).Role);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_leaves(bool isSupergroup)
    {
        var (client, group) = await OwnGroupAsync(isSupergroup);

        await client.CallAsync("leaveChat", new JsonObject { ["chat_id"] = ChatId(group, Alice) });

        Assert.DoesNotContain(Alice, group.Members.Select(member => member.Person));
    }

    [Fact]
    public async Task A_client_joins_a_public_channel()
    {
        var client = await LogInAsync(Alice);
        var channel = Telegram.Chats.CreateChannel("News", Bob);
        channel.Username = "daily_news";
        await client.CallAsync("searchPublicChat", new JsonObject { ["username"] = "daily_news" });

        await client.CallAsync("joinChat", new JsonObject { ["chat_id"] = ChatId(channel, Alice) });
        Bob.SendText(channel, "today");

        await NewMessageAsync(client, "today");
    }

    [Fact]
    public async Task A_client_forwards_between_chats()
    {
        var (client, group) = await OwnGroupAsync(isSupergroup: true);
        Bob.SendText(Alice.ChatWith(Bob), "worth sharing");
        var message = await NewMessageAsync(client, "worth sharing");

        await client.CallAsync("forwardMessages", new JsonObject
        {
            ["chat_id"] = ChatId(group, Alice),
            ["from_chat_id"] = Bob.Id,
            ["message_ids"] = new JsonArray(message.Long("id")),
        });

        var shared = await Telegram.WaitForMessageAsync(group, shared => shared.Text == "worth sharing", cancellationToken: Stopping);
        Assert.Equal(Bob, shared.ForwardedFrom!.Sender);
    }

    private async Task<(TdClient Client, GroupChat Group)> OwnGroupAsync(bool isSupergroup)
    {
        var client = await LogInAsync(Alice);
        GroupChat group = isSupergroup
            ? Telegram.Chats.CreateSupergroup("Friends", Alice, Carol)
            : Telegram.Chats.CreateGroup("Friends", Alice, Carol);
        Carol.SendText(group, "here we are");
        await NewMessageAsync(client, "here we are");
        return (client, group);
    }
}
