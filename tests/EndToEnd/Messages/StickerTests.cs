using System.Buffers.Binary;
using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;
using QRCoder;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>Stickers and custom emoji, which no client shows as Telegram has them.</summary>
public sealed class StickerTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task A_moving_sticker_moves_in_the_room()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var set = Stage.Telegram.Stickers.AddSet(
            Resident.UniqueName("beats"), "Beats", new Media.Sticker("🫠") { MimeType = "application/x-tgsticker", Content = FileContent.Of(SampleSticker.Tgs()) });

        talk.Bob.SendMedia(talk.Chat, set.Stickers[0]);

        var sticker = await talk.SeeAsync("m.sticker", seen => seen.Body == "🫠", Cancellation);
        Assert.Equal(talk.Ghost, sticker.Sender);
        Assert.InRange(sticker.Content.GetProperty("info").GetProperty("w").GetInt32(), 1, 256);
        var picture = await talk.Alice.Matrix.DownloadAsync(sticker.Content.GetProperty("url").GetString()!, Cancellation);

        // A machine without ffmpeg writes no GIF.
        switch (sticker.Content.GetProperty("info").GetProperty("mimetype").GetString())
        {
            case "image/gif":
                Assert.True(FramesOfGif(picture) > 5);
                break;
            case "image/webp":
                Assert.True(FramesOfWebp(picture) > 5);
                break;
            case var other:
                Assert.Fail($"A sticker of the type {other} moves in no client.");
                break;
        }
    }

    [Fact]
    public async Task A_custom_emoji_is_a_picture_that_still_can_be_read_as_text()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var set = Stage.Telegram.Stickers.AddEmoji(
            Resident.UniqueName("faces"), "Faces", new Media.Sticker("🙂") { Content = FileContent.Of(Picture()) });

        var html = await HearEmojiAsync(talk, set, "🙂 well", at: 0);

        Assert.Contains("data-mx-emoticon", html, StringComparison.Ordinal);
        Assert.Contains("alt=\"🙂\"", System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("src=\"mxc://", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_custom_emoji_of_Alice_who_pays_for_Premium_is_the_same_on_Telegram()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation, isPremium: true);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);
        var set = Stage.Telegram.Stickers.AddEmoji(
            Resident.UniqueName("faces"), "Faces", new Media.Sticker("🙂") { Content = FileContent.Of(Picture()) });
        var html = await HearEmojiAsync(talk, set, "look 🙂", at: 5);
        var picture = html[html.IndexOf("<img", StringComparison.Ordinal)..(html.LastIndexOf('>') + 1)];

        await alice.Matrix.SendHtmlAsync(talk.Room, "mine 🙂", $"mine {picture}", Cancellation);

        var sent = await talk.ReachesTelegramAsync("mine 🙂", Cancellation);
        var entity = Assert.Single(sent.Entities);
        Assert.Equal((EntityKind.CustomEmoji, set.NumberOf(0)), (entity.Kind, entity.CustomEmojiId));
    }

    [Fact]
    public async Task A_sticker_of_Alice_is_one_on_Telegram()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var url = await talk.Alice.Matrix.UploadAsync(Picture(), "image/png", "cat.png", Cancellation);

        await talk.Alice.Matrix.SendAsync(talk.Room, "m.sticker", new { body = "🐈", url, info = new { w = 290, h = 290, mimetype = "image/png" } }, Cancellation);

        var arrived = await Stage.Telegram.WaitForMessageAsync(
            talk.Chat, message => message.Sender == talk.Alice.Telegram && message.Media is Media.Sticker, Patience, Cancellation);
        var sticker = (Media.Sticker)arrived.Media!;
        Assert.Equal(("🐈", "image/webp"), (sticker.Emoji, sticker.MimeType));
        Assert.Equal("WEBP"u8, sticker.Content!.ReadAll().AsSpan(8, 4));
    }

    /// <summary>Bob sends a custom emoji until it comes as a picture: a message waits only a moment for one that is new to the bridge.</summary>
    private static async Task<string> HearEmojiAsync(Talk talk, StickerSet set, string text, int at)
    {
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < Patience;)
        {
            var said = Talk.Unique(text);
            talk.Bob.SendText(talk.Chat, said, [new TextEntity(EntityKind.CustomEmoji, at, 2) { CustomEmojiId = set.NumberOf(0) }]);
            if ((await talk.HearAsync(said, Cancellation)).Html is { } html)
            {
                return html;
            }
        }

        throw new TimeoutException("No custom emoji became a picture.");
    }

    private static byte[] Picture()
    {
        using var code = QRCodeGenerator.GenerateQrCode("a cat", QRCodeGenerator.ECCLevel.L);
        using var png = new PngByteQRCode(code);
        return png.GetGraphic(pixelsPerModule: 10);
    }

    private static int FramesOfWebp(ReadOnlySpan<byte> webp)
    {
        var frames = 0;
        for (var at = 12; at + 8 <= webp.Length;)
        {
            frames += webp.Slice(at, 4).SequenceEqual("ANMF"u8) ? 1 : 0;
            var length = BinaryPrimitives.ReadInt32LittleEndian(webp[(at + 4)..]);
            at += 8 + length + (length % 2);
        }

        return frames;
    }

    /// <summary>Blocks are walked, as their bytes may look like anything.</summary>
    private static int FramesOfGif(ReadOnlySpan<byte> gif)
    {
        var frames = 0;
        var at = 13 + TableLength(gif[10]);
        while (gif[at] != 0x3b)
        {
            if (gif[at] == 0x2c)
            {
                frames++;
                at += 11 + TableLength(gif[at + 9]);
            }
            else
            {
                at += 2;
            }

            while (gif[at] != 0)
            {
                at += gif[at] + 1;
            }

            at++;
        }

        return frames;
    }

    private static int TableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
}
