using System.Text;
using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;

namespace Bridges.Telegram.Simulator.Tests.Actions;

/// <summary>Buttons below messages of bots, and slow mode.</summary>
public sealed class ButtonTests : TelegramTest
{
    [Fact]
    public async Task A_button_is_seen_and_pressed()
    {
        var client = await LogInAsync(Alice);
        var bot = Telegram.People.AddBot("Helper", "helper_bot");
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes("yes"));
        var message = bot.SendRaw(
            Alice.ChatWith(bot),
            "Shall I?",
            null,
            null,
            null,
            $$$$"""{"reply_markup":{"_":"replyInlineMarkup","rows":[{"_":"keyboardButtonRow","buttons":[{"_":"keyboardButtonCallback","text":"Yes","data":"{{{{data}}}}"}]}]}}""",
            null);
        var received = await NewMessageAsync(client, "Shall I?");

        var answer = await client.CallAsync("getCallbackQueryAnswer", new JsonObject
        {
            ["chat_id"] = received.Long("chat_id"),
            ["message_id"] = received.Long("id"),
            ["payload"] = ClientJson.Object("callbackQueryPayloadData", ("data", data)),
        });

        Assert.Equal("pressed yes", answer.Text("text"));
        Assert.Equal(["yes"], message.Presses);
    }

    [Fact]
    public async Task In_slow_mode_the_second_message_is_refused()
    {
        var client = await LogInAsync(Alice);
        var group = Telegram.Chats.CreateSupergroup("Friends", Bob, Alice);
        group.SlowMode = TimeSpan.FromMinutes(10);
        Bob.SendText(group, "slowly");
        var received = await NewMessageAsync(client, "slowly");
        await SendAsync(client, received.Long("chat_id"), "one");

        await client.CallAsync("sendMessage", new JsonObject { ["chat_id"] = received.Long("chat_id"), ["input_message_content"] = ClientJson.TextContent("two") });

        var failed = await client.UpdateAsync("updateMessageSendFailed");
        Assert.StartsWith("Too Many Requests", failed.Get("error").Text("message"), StringComparison.Ordinal);
    }
}
