using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;

namespace Bridges.Telegram.Simulator.Tests.Messages;

/// <summary>Messages that are sent later, and those that go by themselves.</summary>
public sealed class LaterTests : TelegramTest
{
    [Fact]
    public async Task A_scheduled_message_is_kept_by_the_server_until_its_time_comes()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        var options = ClientJson.Object(
            "messageSendOptions",
            ("scheduling_state", ClientJson.Object("messageSchedulingStateSendAtDate", ("send_date", TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds()))));

        var pending = await client.CallAsync(
            "sendMessage", new JsonObject { ["chat_id"] = Bob.Id, ["options"] = options, ["input_message_content"] = ClientJson.TextContent("dinner", null) });

        await ConfirmedAsync(client, pending);
        var kept = Assert.Single(Alice.Scheduled);
        Assert.Empty(Alice.ChatWith(Bob).Messages);
        var sent = Alice.SendScheduled(kept);
        await NewMessageAsync(client, message => message.MessageText() == "dinner" && message.Long("id") == ClientMessageId(sent.IdFor(Alice)));
        Assert.Empty(Alice.Scheduled);
    }

    [Fact]
    public async Task A_timer_of_a_chat_is_told_and_its_messages_have_it()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);

        Bob.SetTimer(Alice.ChatWith(Bob), TimeSpan.FromDays(1));
        Bob.SendText(Alice.ChatWith(Bob), "gone tomorrow");

        await client.UpdateAsync("updateChatMessageAutoDeleteTime", update => update.Long("message_auto_delete_time") == 86_400);
        Assert.InRange((await NewMessageAsync(client, "gone tomorrow")).GetProperty("auto_delete_in").GetDouble(), 86_000, 86_400);
        await client.CallAsync("setChatMessageAutoDeleteTime", new JsonObject { ["chat_id"] = Bob.Id, ["message_auto_delete_time"] = 7 * 86_400 });
        Assert.Equal(TimeSpan.FromDays(7), Alice.ChatWith(Bob).Timer);
    }
}
