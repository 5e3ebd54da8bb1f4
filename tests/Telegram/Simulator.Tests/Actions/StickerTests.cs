using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Actions;

/// <summary>Stickers with their sets, and custom emoji.</summary>
public sealed class StickerTests : TelegramTest
{
    [Fact]
    public async Task A_sticker_names_its_set_which_can_be_read()
    {
        var client = await LogInAsync(Alice);
        var set = Telegram.Stickers.AddSet(
            "cats",
            "Cats",
            new Media.Sticker("😺") { Content = FileContent.Of(new byte[] { 1 }) },
            new Media.Sticker("😾") { Content = FileContent.Of(new byte[] { 2 }), MimeType = "application/x-tgsticker" });

        Bob.SendMedia(Alice.ChatWith(Bob), set.Stickers[1]);

        var sticker = (await NewMessageAsync(client, message => message.Get("content").Type() == "messageSticker")).Get("content", "sticker");
        Assert.Equal("stickerFormatTgs", sticker.Get("format").Type());
        var read = await client.CallAsync("getStickerSet", new JsonObject { ["set_id"] = sticker.Text("set_id") });
        Assert.Equal(("cats", 2), (read.Text("name"), read.GetProperty("stickers").GetArrayLength()));
    }

    [Fact]
    public async Task A_custom_emoji_of_a_text_can_be_fetched()
    {
        var client = await LogInAsync(Alice);
        var set = Telegram.Stickers.AddEmoji("faces", "Faces", new Media.Sticker("🙂") { Content = FileContent.Of(new byte[] { 7, 7 }) });
        var number = set.NumberOf(0);
        Bob.SendText(Alice.ChatWith(Bob), "🙂", [new TextEntity(EntityKind.CustomEmoji, 0, 2) { CustomEmojiId = number }]);
        await NewMessageAsync(client, message => message.Get("content").Type() is "messageAnimatedEmoji" or "messageText");

        var found = await client.CallAsync("getCustomEmojiStickers", new JsonObject { ["custom_emoji_ids"] = new JsonArray($"{number}") });

        Assert.Equal([7, 7], await DownloadAsync(client, found.GetProperty("stickers")[0].Get("sticker")));
    }
}
