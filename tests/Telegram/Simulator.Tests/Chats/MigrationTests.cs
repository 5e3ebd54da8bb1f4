using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;

namespace Bridges.Telegram.Simulator.Tests.Chats;

/// <summary>Basic groups that go on as supergroups.</summary>
public sealed class MigrationTests : TelegramTest
{
    [Fact]
    public async Task A_group_that_its_creator_makes_a_supergroup_goes_on_there_for_its_members()
    {
        var client = await LogInAsync(Alice);
        var group = Telegram.Chats.CreateGroup("Family", Bob, Alice);
        Bob.SendText(group, "before");
        await NewMessageAsync(client, "before");

        var supergroup = group.Upgrade(Bob);
        Bob.SendText(supergroup, "after");

        var moved = await NewMessageAsync(client, message => message.Get("content").Text("@type") == "messageChatUpgradeTo");
        Assert.Equal((ChatId(group, Alice), supergroup.Id), (moved.Long("chat_id"), moved.Get("content").Long("supergroup_id")));
        Assert.Equal(ChatId(supergroup, Alice), (await NewMessageAsync(client, "after")).Long("chat_id"));
        var old = await client.CallAsync("getBasicGroup", new JsonObject { ["basic_group_id"] = group.Id });
        Assert.Equal(supergroup.Id, old.Long("upgraded_to_supergroup_id"));
    }

    [Fact]
    public async Task A_client_makes_a_supergroup_of_its_own_group()
    {
        var client = await LogInAsync(Alice);
        var group = Telegram.Chats.CreateGroup("Mine", Alice, Bob);
        Alice.SendText(group, "mine");
        await NewMessageAsync(client, "mine");

        var chat = await client.CallAsync("upgradeBasicGroupChatToSupergroupChat", new JsonObject { ["chat_id"] = ChatId(group, Alice) });

        Assert.Equal(ChatId(group.MigratedTo!, Alice), chat.Long("id"));
        Assert.Equal([Alice, Bob], group.MigratedTo!.Members.Select(member => member.Person));
    }
}
