using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Chats;

public sealed class ChannelTests : TelegramTest
{
    [Fact]
    public async Task Posts_come_in_under_the_name_of_the_channel()
    {
        var client = await LogInAsync(Alice);
        var channel = Telegram.Chats.CreateChannel("News", Bob, Alice);

        Bob.SendText(channel, "today");

        var post = await NewMessageAsync(client, "today");
        Assert.True(post.GetProperty("is_channel_post").GetBoolean());
        Assert.Equal(ChatId(channel, Alice), post.Get("sender_id").Long("chat_id"));
    }

    [Fact]
    public async Task A_subscriber_may_not_post()
    {
        var client = await LogInAsync(Alice);
        var channel = Telegram.Chats.CreateChannel("News", Bob, Alice);
        Bob.SendText(channel, "today");
        await NewMessageAsync(client, "today");

        await Assert.ThrowsAsync<TdException>(() => SendAsync(client, ChatId(channel, Alice), "me too"));

        Assert.Equal(403, Assert.Throws<RpcException>(() => Alice.SendText(channel, "me too")).Code);
    }

    [Fact]
    public async Task An_admin_posts_from_a_client()
    {
        var client = await LogInAsync(Alice);
        var channel = Telegram.Chats.CreateChannel("News", Bob, Alice);
        channel.SetRole(Bob, Alice, MemberRole.Admin);
        await client.UpdateAsync("updateSupergroup", update => update.Get("supergroup", "status").Type() == "chatMemberStatusAdministrator");

        await SendAsync(client, ChatId(channel, Alice), "from the admin");

        Assert.Equal("from the admin", channel.Messages[^1].Text);
    }

    [Fact]
    public async Task A_channel_is_found_by_its_public_name()
    {
        var client = await LogInAsync(Alice);
        var channel = Telegram.Chats.CreateChannel("News", Bob);
        channel.Username = "daily_news";

        var found = await client.CallAsync("searchPublicChat", new JsonObject { ["username"] = "daily_news" });

        Assert.Equal("News", found.Text("title"));
    }
}
