using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Messages;

public sealed class MediaTests : TelegramTest
{
    [Fact]
    public async Task Other_kinds_of_messages_arrive_as_what_they_are()
    {
        var client = await LogInAsync(Alice);
        var chat = Alice.ChatWith(Bob);
        var expected = new Dictionary<string, Media>(StringComparer.Ordinal)
        {
            ["messagePhoto"] = new Media.Photo(),
            ["messageSticker"] = new Media.Sticker("👍"),
            ["messageDocument"] = new Media.File("report.pdf", "application/pdf", 12_345),
            ["messageLocation"] = new Media.Location(48.85, 2.35),
            ["messageContact"] = new Media.Contact("9996619999", "Dora"),
            ["messagePoll"] = new Media.Poll("Tea?", "yes", "no"),
        };

        foreach (var (content, media) in expected)
        {
            Bob.SendMedia(chat, media);
            await NewMessageAsync(client, message => message.Get("content").Type() == content);
        }
    }

    [Fact]
    public async Task A_caption_comes_with_its_picture()
    {
        var client = await LogInAsync(Alice);

        Bob.SendMedia(Alice.ChatWith(Bob), new Media.Photo(), "my cat");

        var message = await NewMessageAsync(client, message => message.Get("content").Type() == "messagePhoto");
        Assert.Equal("my cat", message.Get("content", "caption").Text("text"));
    }
}
