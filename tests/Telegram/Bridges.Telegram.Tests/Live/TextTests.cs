using Bridges.Abstractions;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Live;

public sealed class TextTests
{
    [Fact]
    public async Task Texts_go_both_ways_after_a_login_by_phone()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);

        bed.Bob.SendText(chat, "hello Alice", [new TextEntity(EntityKind.Bold, 0, 5)]);

        var received = await host.MessageAsync("hello Alice");
        Assert.Equal($"{bed.Bob.Id}", received.Sender.Value);
        Assert.Equal(account.Id, received.Chat.Receiver);
        Assert.Equal([new TextSpan(0, 5, new TextStyle.Bold())], Assert.IsType<TextContent>(received.Parts[0].Content).Text.Spans);

        var text = new RichText("hello Bob", [new TextSpan(6, 3, new TextStyle.Italic())]);
        var sent = await account.SendAsync(new OutgoingMessage(new DeliveryId("d1"), received.Chat, new TextContent(text)), TelegramBed.Cancellation);

        var arrived = await bed.Telegram.WaitForMessageAsync(chat, message => message.Text == "hello Bob", cancellationToken: TelegramBed.Cancellation);
        Assert.Equal([new TextEntity(EntityKind.Italic, 6, 3)], arrived.Entities);
        Assert.Equal([new RemoteMessageId($"{arrived.IdFor(bed.Alice)}")], sent.Ids);
        var echo = await host.MessageAsync("hello Bob");
        Assert.Equal(sent.Ids[0], echo.Id);
        Assert.True(echo.FromSelf);
    }

    [Fact]
    public async Task A_text_from_another_device_is_the_accounts_own()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);

        bed.Alice.SendText(bed.Alice.ChatWith(bed.Bob), "from my phone");

        var received = await host.MessageAsync("from my phone");
        Assert.True(received.FromSelf);
        Assert.Equal(account.Self, received.Sender);
    }

    [Fact]
    public async Task A_long_text_arrives_in_pieces_in_order()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "go on");
        var key = (await host.MessageAsync("go on")).Chat;
        var paragraphs = Enumerable.Range(0, 30).Select(number => $"{number}: {new string('x', 300)}").ToList();

        var sent = await account.SendAsync(Texts.Message(key, string.Join("\n\n", paragraphs)), TelegramBed.Cancellation);

        var pieces = chat.Messages.Where(message => message.Sender == bed.Alice).ToList();
        Assert.Equal(pieces.Select(piece => $"{piece.IdFor(bed.Alice)}"), sent.Ids.Select(id => id.Value));
        Assert.True(pieces.Count > 1);
        Assert.Equal(paragraphs, pieces.SelectMany(piece => piece.Text.Split("\n\n")));
    }

    [Fact]
    public async Task Formatting_that_Telegram_cannot_combine_costs_no_text()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "go on");
        var key = (await host.MessageAsync("go on")).Chat;
        const string Text = "😀 link with code and more 😀";
        var spans = new TextSpan[]
        {
            new(1, 12, new TextStyle.Link("https://example.org/")),
            new(8, 9, new TextStyle.Code()),
            new(0, 20, new TextStyle.Bold()),
            new(5, 20, new TextStyle.Italic()),
            new(3, 4, new TextStyle.Link("nonsense://[")),
            new(3, 4, new TextStyle.Mention(new RemoteUserId("999999999"))),
            new(20, 500, new TextStyle.Quote()),
        };

        await account.SendAsync(
            new OutgoingMessage(new DeliveryId("d1"), key, new TextContent(new RichText(Text, spans))), TelegramBed.Cancellation);

        var arrived = await bed.Telegram.WaitForMessageAsync(chat, message => message.Sender == bed.Alice, cancellationToken: TelegramBed.Cancellation);
        Assert.Equal(Text, arrived.Text);
        Assert.Contains(arrived.Entities, entity => entity is { Kind: EntityKind.TextUrl, Url: "https://example.org/" });
        Assert.Contains(arrived.Entities, entity => entity.Kind == EntityKind.Code);
    }

    [Fact]
    public async Task A_user_that_has_blocked_the_account_is_told_in_words()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "hello");
        var key = (await host.MessageAsync("hello")).Chat;
        bed.Telegram.Faults.Fail("messages.sendMessage", 403, "USER_IS_BLOCKED");

        var failure = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Texts.Message(key, "hi"), TelegramBed.Cancellation));

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("blocked", failure.Message);
    }
}
