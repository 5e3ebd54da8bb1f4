using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Actions;

/// <summary>Pins, both ways.</summary>
public sealed class PinTests : TelegramTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pins_come_in_and_go(bool isSupergroup)
    {
        var client = await LogInAsync(Alice);
        Chat chat = isSupergroup ? Telegram.Chats.CreateSupergroup("Friends", Bob, Alice) : Alice.ChatWith(Bob);
        var message = Bob.SendText(chat, "keep this");
        var received = await NewMessageAsync(client, "keep this");

        Bob.Pin(message);
        await client.UpdateAsync("updateMessageIsPinned", update => update.Long("message_id") == received.Long("id") && update.GetProperty("is_pinned").GetBoolean());
        await NewMessageAsync(client, message => message.Get("content").Type() == "messagePinMessage");
        Bob.UnpinAll(chat);

        await client.UpdateAsync("updateMessageIsPinned", update => update.Long("message_id") == received.Long("id") && !update.GetProperty("is_pinned").GetBoolean());
    }

    [Fact]
    public async Task The_client_pins_unpins_and_lists()
    {
        var client = await LogInAsync(Alice);
        var message = Bob.SendText(Alice.ChatWith(Bob), "keep this");
        var received = await NewMessageAsync(client, "keep this");
        JsonObject Named() => new() { ["chat_id"] = Bob.Id, ["message_id"] = received.Long("id") };

        await client.CallAsync("pinChatMessage", Named());
        Assert.True(message.IsPinned);
        var found = await client.CallAsync("searchChatMessages", new JsonObject
        {
            ["chat_id"] = Bob.Id,
            ["limit"] = 10,
            ["filter"] = ClientJson.Object("searchMessagesFilterPinned"),
        });
        Assert.Equal(received.Long("id"), found.GetProperty("messages")[0].Long("id"));
        await client.CallAsync("unpinChatMessage", Named());

        Assert.False(message.IsPinned);
    }
}
