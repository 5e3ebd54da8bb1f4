using Bridges.Abstractions;
using Bridges.Telegram.Simulator.World;

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
        Assert.Equal([new TextSpan(0, 5, new TextStyle.Bold())], Assert.IsType<TextContent>(received.Parts[0].Content).Text.Spans);

        var text = new RichText("hello Bob", [new TextSpan(6, 3, new TextStyle.Italic())]);
        var sent = await account.SendAsync(new OutgoingMessage(new DeliveryId("d1"), received.Chat, new TextContent(text)), TelegramBed.Cancellation);

        var arrived = await bed.Telegram.WaitForMessageAsync(chat, message => message.Text == "hello Bob", cancellationToken: TelegramBed.Cancellation);
        Assert.Equal([new TextEntity(EntityKind.Italic, 6, 3)], arrived.Entities);
        Assert.Equal([new RemoteMessageId($"{arrived.IdFor(bed.Alice)}")], sent.Ids);
    }
}
