using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Faults;

public sealed class FaultTests : TelegramTest
{
    [Fact]
    public async Task A_flood_wait_delays_the_message()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        Telegram.Faults.FloodWait("messages.sendMessage", seconds: 1);

        await SendAsync(client, Bob.Id, "patience");

        Assert.Equal(["FLOOD_WAIT_1", null], Sends());
    }

    [Fact]
    public async Task A_flood_wait_does_not_let_later_messages_pass()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        Telegram.Faults.FloodWait("messages.sendMessage", seconds: 1);
        var texts = Enumerable.Range(0, 50).Select(i => $"number {i}").ToList();

        foreach (var text in texts)
        {
            await client.CallAsync("sendMessage", new JsonObject { ["chat_id"] = Bob.Id, ["input_message_content"] = ClientJson.TextContent(text) });
        }

        await Telegram.WaitUntilAsync(() => Alice.ChatWith(Bob).Messages.Count == texts.Count, cancellationToken: Stopping);
        Assert.Equal(texts, Alice.ChatWith(Bob).Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task An_internal_error_is_tried_again_by_the_client()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        Telegram.Faults.InternalError("messages.sendMessage");

        await SendAsync(client, Bob.Id, "once more");

        Assert.Single(Alice.ChatWith(Bob).Messages);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_sent_only_once()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        Telegram.Faults.LoseAnswer("messages.sendMessage");

        var sent = await SendAsync(client, Bob.Id, "only once");

        Assert.Equal([null, null], Sends());
        var held = Assert.Single(Alice.ChatWith(Bob).Messages);
        Assert.Equal(ClientMessageId(held.IdFor(Alice)), sent.Long("id"));
    }

    [Fact]
    public async Task A_message_in_flight_when_the_client_restarts_is_sent_only_once()
    {
        var first = await LogInAsync(Alice);
        await OpenChatAsync(first, Bob);
        Telegram.Faults.LoseAnswer("messages.sendMessage");
        Telegram.Faults.RefuseConnections = true;
        await first.CallAsync("sendMessage", new JsonObject
        {
            ["chat_id"] = Bob.Id,
            ["input_message_content"] = ClientJson.TextContent("only once"),
        });
        await Telegram.WaitForMessageAsync(Alice.ChatWith(Bob), message => message.Text == "only once", cancellationToken: Stopping);
        await first.DisposeAsync();
        Telegram.Faults.RefuseConnections = false;

        var second = await StartClientAsync("Alice");
        await second.UpdateAsync("updateMessageSendSucceeded");

        Assert.Equal([null, null], Sends());
        Assert.Single(Alice.ChatWith(Bob).Messages);
    }

    [Theory]
    [InlineData(nameof(PrivateChat))]
    [InlineData(nameof(BasicGroup))]
    [InlineData(nameof(Channel))]
    public async Task What_was_never_pushed_is_brought_by_the_difference(string kind)
    {
        var client = await LogInAsync(Alice);
        Chat chat = kind switch
        {
            nameof(PrivateChat) => Alice.ChatWith(Bob),
            nameof(BasicGroup) => Telegram.Chats.CreateGroup("Friends", Bob, Alice),
            _ => Telegram.Chats.CreateSupergroup("Everybody", Bob, Alice),
        };
        var first = Bob.SendText(chat, "first");
        await NewMessageAsync(client, "first");

        Telegram.Faults.LosePushes = true;
        Bob.SendText(chat, "lost");
        Bob.Edit(first, "first, edited");
        Telegram.Faults.LosePushes = false;
        Telegram.AnnounceMissedUpdates(Alice);

        await NewMessageAsync(client, "lost");
        await client.UpdateAsync("updateMessageContent", update => update.Get("new_content", "text").Text("text") == "first, edited");
    }

    [Fact]
    public async Task A_long_absence_is_made_up_in_several_steps()
    {
        var missed = Enumerable.Range(0, 700).Select(i => $"missed {i}").ToList();

        Assert.Equal(missed, await HeardAfterAbsenceAsync(Alice.ChatWith(Bob), missed));
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(101, 1)]
    public async Task Of_more_than_a_hundred_messages_missed_in_a_supergroup_only_the_last_is_told(int missing, int told)
    {
        var missed = Enumerable.Range(0, missing).Select(i => $"missed {i}").ToList();

        var heard = await HeardAfterAbsenceAsync(Telegram.Chats.CreateSupergroup("Everybody", Bob, Alice), missed);

        Assert.Equal(missed.TakeLast(told), heard);
    }

    [Fact]
    public async Task A_gap_is_noticed_with_the_next_push()
    {
        var client = await LogInAsync(Alice);
        var chat = Telegram.Chats.CreateSupergroup("Everybody", Bob, Alice);
        Bob.SendText(chat, "first");
        await NewMessageAsync(client, "first");

        Telegram.Faults.LosePushes = true;
        Bob.SendText(chat, "lost");
        Telegram.Faults.LosePushes = false;
        Bob.SendText(chat, "after");

        await NewMessageAsync(client, "lost");
        await NewMessageAsync(client, "after");
    }

    [Fact]
    public async Task After_an_outage_the_client_catches_up()
    {
        var client = await LogInAsync(Alice);
        var chat = Telegram.Chats.CreateSupergroup("Everybody", Bob, Alice);
        Bob.SendText(chat, "before");
        await NewMessageAsync(client, "before");

        Telegram.Faults.RefuseConnections = true;
        Telegram.Faults.DropConnections();
        Bob.SendText(chat, "meanwhile");
        Bob.SendText(Alice.ChatWith(Bob), "also meanwhile");
        Telegram.Faults.RefuseConnections = false;

        await NewMessageAsync(client, "meanwhile");
        await NewMessageAsync(client, "also meanwhile");
        Bob.SendText(chat, "afterwards");
        Bob.SendText(Alice.ChatWith(Bob), "also afterwards");
        await NewMessageAsync(client, "afterwards");
        await NewMessageAsync(client, "also afterwards");
    }

    [Fact]
    public async Task What_happens_after_a_late_reconnect_is_told_too()
    {
        var client = await LogInAsync(Alice);
        var chat = Alice.ChatWith(Bob);
        Bob.SendText(chat, "before");
        await NewMessageAsync(client, "before");
        // TDLib says who it is for three seconds; then it takes for granted that the server knows.
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);

        Telegram.Faults.RefuseConnections = true;
        Telegram.Faults.DropConnections();
        Bob.SendText(chat, "meanwhile");
        Telegram.Faults.RefuseConnections = false;
        await NewMessageAsync(client, "meanwhile");
        Bob.SendText(chat, "afterwards");

        await NewMessageAsync(client, "afterwards");
    }

    [Fact]
    public async Task Slow_answers_arrive()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        Telegram.Faults.AnswerDelay = TimeSpan.FromMilliseconds(200);

        await SendAsync(client, Bob.Id, "slowly");

        Assert.Equal("slowly", Assert.Single(Alice.ChatWith(Bob).Messages).Text);
    }

    [Fact]
    public async Task A_refused_message_fails_in_the_client()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        Telegram.Faults.Fail("messages.sendMessage", 400, "PEER_FLOOD");

        await client.CallAsync("sendMessage", new JsonObject
        {
            ["chat_id"] = Bob.Id,
            ["input_message_content"] = ClientJson.TextContent("spam"),
        });

        var failed = await client.UpdateAsync("updateMessageSendFailed");
        Assert.Equal("PEER_FLOOD", failed.Get("error").Text("message"));
    }

    private IEnumerable<string?> Sends() => Telegram.Calls.Where(call => call.Method == "messages.sendMessage").Select(call => call.Error);

    private async Task<IEnumerable<string>> HeardAfterAbsenceAsync(Chat chat, List<string> missed)
    {
        var client = await LogInAsync(Alice);
        Bob.SendText(chat, "first");
        await NewMessageAsync(client, "first");

        Telegram.Faults.LosePushes = true;
        missed.ForEach(text => Bob.SendText(chat, text));
        Telegram.Faults.LosePushes = false;
        Telegram.AnnounceMissedUpdates(Alice);

        await NewMessageAsync(client, missed[^1]);
        return client.Received("updateNewMessage").Select(update => update.Get("message").MessageText())
            .Where(text => text.StartsWith("missed", StringComparison.Ordinal));
    }
}
