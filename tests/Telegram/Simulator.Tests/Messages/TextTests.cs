using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Messages;

public sealed class TextTests : TelegramTest
{
    [Fact]
    public async Task A_text_comes_in_with_all_its_formatting()
    {
        var client = await LogInAsync(Alice);
        const string text = "bold italic under strike spoiler code pre quote link mention emoji";
        TextEntity At(EntityKind kind, string word) => new(kind, text.IndexOf(word, StringComparison.Ordinal), word.Length);

        Bob.SendText(
            Alice.ChatWith(Bob),
            text,
            [
                At(EntityKind.Bold, "bold"),
                At(EntityKind.Italic, "italic"),
                At(EntityKind.Underline, "under"),
                At(EntityKind.Strike, "strike"),
                At(EntityKind.Spoiler, "spoiler"),
                At(EntityKind.Code, "code"),
                At(EntityKind.Pre, "pre") with { Language = "csharp" },
                At(EntityKind.Blockquote, "quote"),
                At(EntityKind.TextUrl, "link") with { Url = "https://example.org/" },
                At(EntityKind.MentionName, "mention") with { Person = Bob },
                At(EntityKind.CustomEmoji, "emoji") with { CustomEmojiId = 77 },
            ]);

        var message = await NewMessageAsync(client, text);
        var kinds = message.Get("content", "text", "entities").EnumerateArray().Select(entity => entity.Get("type").Type());
        Assert.Equal(
            [
                "textEntityTypeBold", "textEntityTypeItalic", "textEntityTypeUnderline", "textEntityTypeStrikethrough",
                "textEntityTypeSpoiler", "textEntityTypeCode", "textEntityTypePreCode", "textEntityTypeBlockQuote",
                "textEntityTypeTextUrl", "textEntityTypeMentionName", "textEntityTypeCustomEmoji",
            ],
            kinds);
    }

    [Fact]
    public async Task A_sent_text_reaches_the_server_with_its_formatting()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);

        var sent = await SendAsync(client, Bob.Id, "see this link", [
            ClientJson.Entity(0, 3, "textEntityTypeBold"),
            ClientJson.Entity(9, 4, "textEntityTypeTextUrl", "url", "https://example.org/"),
        ]);

        var held = Assert.Single(Alice.ChatWith(Bob).Messages);
        Assert.Equal("see this link", held.Text);
        Assert.Equal(
            [new TextEntity(EntityKind.Bold, 0, 3), new TextEntity(EntityKind.TextUrl, 9, 4) { Url = "https://example.org/" }],
            held.Entities.OrderBy(entity => entity.Offset));
        Assert.Equal(ClientMessageId(held.IdFor(Alice)), sent.Long("id"));
    }

    [Fact]
    public async Task Replies_and_quotes_go_both_ways()
    {
        var client = await LogInAsync(Alice);
        var chat = Alice.ChatWith(Bob);
        var question = Bob.SendText(chat, "how are you today?");
        await NewMessageAsync(client, "how are you today?");

        await SendAsync(client, Bob.Id, "fine", replyTo: new JsonObject
        {
            ["@type"] = "inputMessageReplyToMessage",
            ["message_id"] = ClientMessageId(question.IdFor(Alice)),
            ["quote"] = new JsonObject
            {
                ["@type"] = "inputTextQuote",
                ["text"] = new JsonObject { ["@type"] = "formattedText", ["text"] = "you today" },
                ["position"] = 8,
            },
        });
        var answer = await Telegram.WaitForMessageAsync(chat, message => message.Text == "fine", cancellationToken: Stopping);
        Bob.SendText(chat, "good", replyTo: answer, quote: new Quote("fine", 0));

        Assert.Equal(question, answer.ReplyTo);
        Assert.Equal("you today", answer.Quote!.Text);
        var received = (await NewMessageAsync(client, "good")).Get("reply_to");
        Assert.Equal(ClientMessageId(answer.IdFor(Alice)), received.Long("message_id"));
        Assert.Equal("fine", received.Get("quote", "text").Text("text"));
    }

    [Fact]
    public async Task Forwards_and_silent_messages_are_marked_so()
    {
        var client = await LogInAsync(Alice);
        var original = Carol.SendText(Carol.ChatWith(Bob), "from Carol");

        Bob.Forward(original, Alice.ChatWith(Bob));
        Bob.SendText(Alice.ChatWith(Bob), "psst", silent: true);

        var forwarded = await NewMessageAsync(client, "from Carol");
        Assert.Equal(Carol.Id, forwarded.Get("forward_info", "origin").Long("sender_user_id"));
        await NewMessageAsync(client, "psst");
        Assert.True(Alice.ChatWith(Bob).Messages[^1].IsSilent);
    }

    [Fact]
    public async Task What_is_sent_from_the_phone_arrives_as_outgoing()
    {
        var client = await LogInAsync(Alice);

        Alice.SendText(Alice.ChatWith(Bob), "typed on the phone");

        var message = await NewMessageAsync(client, "typed on the phone");
        Assert.True(message.GetProperty("is_outgoing").GetBoolean());
        Assert.Equal(Bob.Id, message.Long("chat_id"));
    }

    [Fact]
    public async Task Five_hundred_messages_arrive_in_order()
    {
        var client = await LogInAsync(Alice);
        var expected = Enumerable.Range(0, 500).Select(i => $"number {i}").ToList();

        foreach (var text in expected)
        {
            Bob.SendText(Alice.ChatWith(Bob), text);
        }

        await NewMessageAsync(client, expected[^1]);
        Assert.Equal(expected, client.Received("updateNewMessage").Select(update => update.Get("message").MessageText()));
    }

    [Fact]
    public async Task Several_clients_receive_a_burst_of_a_group_in_order()
    {
        TdClient[] clients = [await LogInAsync(Alice), await LogInAsync(Bob), await LogInAsync(Carol)];
        var dora = Telegram.People.Add("Dora");
        var group = Telegram.Chats.CreateSupergroup("Everybody", dora, Alice, Bob, Carol);
        var expected = Enumerable.Range(0, 100).Select(i => $"number {i}").ToList();

        foreach (var text in expected)
        {
            dora.SendText(group, text);
        }

        foreach (var client in clients)
        {
            await NewMessageAsync(client, expected[^1]);
            var texts = client.Received("updateNewMessage").Select(update => update.Get("message").MessageText());
            Assert.Equal(expected, texts.Where(text => text.Length > 0));
        }
    }
}
