using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;
using Bridges.TestBeds;

namespace Bridges.Signal.Tests.Live;

public sealed class FileTests(SharedSignal shared) : SignalTest(shared)
{
    private readonly TempFolder _folder = TempFolder.Create("signal-files");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pictures_voice_and_files_come_in_as_what_they_are()
    {
        var bytes = RandomNumberGenerator.GetBytes(40_000);
        var picture = await Bob.StoreAsync(bytes, "image/jpeg", "holiday.jpg");
        (picture["width"], picture["height"]) = (640, 480);
        var voice = await Bob.StoreAsync(bytes, "audio/aac");
        voice["flags"] = 1;
        var animation = await Bob.StoreAsync(bytes, "video/mp4");
        animation["flags"] = 8;
        var file = await Bob.StoreAsync(bytes, "application/pdf", "paper.pdf");
        await Bob.SayAsync(Alice.Id, new JsonObject { ["text"] = "look", ["attachments"] = new JsonArray(picture, file), ["timer"] = 60, ["timerVersion"] = 2 });
        await Bob.SayAsync(Alice.Id, new JsonObject { ["attachments"] = new JsonArray(voice) });
        await Bob.SayAsync(Alice.Id, new JsonObject { ["attachments"] = new JsonArray(animation), ["viewOnce"] = true });

        var messages = (await Told.Events.UntilAsync(events => events.OfType<RemoteMessage>().Count() == 3, "three messages")).OfType<RemoteMessage>().ToList();
        var image = Assert.IsType<ImageContent>(messages[0].Parts[0].Content);
        Assert.Equal(("look", "holiday.jpg", 640, 480), (image.Caption?.Text, image.File.Name, image.File.Width, image.File.Height));
        Assert.Equal(new DisappearingTimer(TimeSpan.FromMinutes(1), FromRead: true), messages[0].Timer);
        Assert.Equal("paper.pdf", Assert.IsType<FileContent>(messages[0].Parts[1].Content).File.Name);
        Assert.IsType<VoiceContent>(messages[1].Parts[0].Content);
        Assert.True(Assert.IsType<AnimationContent>(messages[2].Parts[0].Content).IsViewOnce);

        var path = _folder.Combine("fetched");
        await Account.FetchMediaAsync(new MediaFetch(Chat, messages[0].Id, "", image.File.Reference!, path, MaximumSize: 1 << 20), new Progress<long>(), Cancellation);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Cancellation));
        await Assert.ThrowsAsync<MediaTooLargeException>(() => Account.FetchMediaAsync(new MediaFetch(Chat, messages[0].Id, "", image.File.Reference!, path, MaximumSize: 1000), new Progress<long>(), Cancellation));
    }

    [Fact]
    public async Task A_picture_with_a_caption_a_voice_message_and_a_GIF_go_out()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        var file = await WriteAsync("a.jpg", bytes);

        await SendAsync(new ImageContent(file with { ContentType = "image/jpeg", Width = 3, Height = 4, BlurHash = "LEHV6nWB2yk8" }) { Caption = RichText.Plain("mine") });
        await SendAsync(new VoiceContent(file with { ContentType = "audio/aac" }));
        await SendAsync(new AnimationContent(file with { ContentType = "video/mp4" }));

        var picture = (await Bob.HearTextAsync("mine")).Part("attachments")!.Value[0];
        Assert.Equal(("image/jpeg", "a.jpg", 3, 4, "LEHV6nWB2yk8"), (picture.Text("contentType"), picture.Text("fileName"), picture.Number("width"), picture.Number("height"), picture.Text("blurHash")));
        Assert.Equal(bytes, await Bob.OpenAsync(picture));
        await Bob.HearMessageAsync("the voice message", message => message.Part("attachments")?[0].Number("flags") == 1);
        await Bob.HearMessageAsync("the GIF", message => message.Part("attachments")?[0].Number("flags") == 8 && message.Part("attachments")?[0].Text("contentType") == "video/mp4");
    }

    [Fact]
    public async Task A_long_caption_travels_as_a_file_beside_the_picture()
    {
        var caption = string.Concat(Enumerable.Repeat("ä long caption. ", 300));
        var file = (await WriteAsync("a.png", RandomNumberGenerator.GetBytes(2_000))) with { ContentType = "image/png" };

        await SendAsync(new ImageContent(file) { Caption = RichText.Plain(caption) });

        var heard = await Bob.HearMessageAsync("the picture", message => message.Part("attachments")?.GetArrayLength() == 2);
        var files = heard.Part("attachments")!.Value;
        Assert.Equal(("image/png", "text/x-signal-plain"), (files[0].Text("contentType"), files[1].Text("contentType")));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(heard.Body()!), 1500, 2048);
        Assert.Equal(caption, System.Text.Encoding.UTF8.GetString(await Bob.OpenAsync(files[1])));
        await Assert.ThrowsAsync<BridgeException>(() => SendAsync(new ImageContent(file) { Caption = RichText.Plain(new string('x', 70_000)) }));
    }

    [Fact]
    public async Task An_album_is_one_message()
    {
        var file = (await WriteAsync("a.png", RandomNumberGenerator.GetBytes(2_000))) with { ContentType = "image/png" };

        await SendAsync(new AlbumContent(
            [new ImageContent(file), new ImageContent(file) { Caption = new RichText("the shore", [new(4, 5, new TextStyle.Bold())]) }, new VideoContent(file with { ContentType = "video/mp4" })],
            RichText.Plain("three")));

        var heard = await Bob.HearTextAsync("three\n2. the shore");
        Assert.Equal(13, heard.Part("bodyRanges")!.Value[0].Number("start"));
        Assert.Equal(3, heard.Part("attachments")!.Value.GetArrayLength());
    }

    [Fact]
    public async Task A_sticker_comes_in_with_its_pack()
    {
        var stored = await Bob.StoreAsync(RandomNumberGenerator.GetBytes(5_000), "image/webp");
        await Bob.SayAsync(Alice.Id, new JsonObject { ["sticker"] = new JsonObject { ["packId"] = "00112233445566778899aabbccddeeff", ["packKey"] = new string('a', 64), ["id"] = 3, ["emoji"] = "🐱", ["file"] = stored } });

        var sticker = Assert.IsType<StickerContent>((await Told.Events.FirstAsync<RemoteMessage>()).Parts[0].Content);
        Assert.Equal(("🐱", $"https://signal.art/addstickers/#pack_id=00112233445566778899aabbccddeeff&pack_key={new string('a', 64)}", "image/webp"), (sticker.Emoji, sticker.Pack?.Id, sticker.File.ContentType));
    }

    [Fact]
    public async Task A_pack_of_stickers_is_read_by_its_link_and_its_pictures_fetched()
    {
        var (first, second) = (RandomNumberGenerator.GetBytes(3_000), RandomNumberGenerator.GetBytes(4_000));
        var pack = await Signal.AskAsync("/pack", new JsonObject
        {
            ["title"] = "Cats",
            ["stickers"] = new JsonArray(
                new JsonObject { ["emoji"] = "🐱", ["data"] = Convert.ToBase64String(first) }, new JsonObject { ["emoji"] = "🐈", ["data"] = Convert.ToBase64String(second) }),
        });
        var link = $"https://signal.art/addstickers/#pack_id={pack.Text("packId")}&pack_key={pack.Text("packKey")}";

        var read = await Account.ReadStickerPackAsync(link, Cancellation);

        Assert.Equal(("Cats", link), (read!.Title, read.Id));
        Assert.Equal(["🐱", "🐈"], read.Stickers.Select(sticker => sticker.Emoji));
        var path = _folder.Combine("sticker");
        await Account.FetchMediaAsync(new MediaFetch(Chat, new RemoteMessageId("none"), "", read.Stickers[1].File.Reference!, path, 1 << 20), new Progress<long>(), Cancellation);
        Assert.Equal(second, await File.ReadAllBytesAsync(path, Cancellation));
        // Sent on, it is still the sticker of the pack.
        await SendAsync(new StickerContent(await WriteAsync("cat.png", second) with { ContentType = "image/png" }) { Emoji = "🐈", Pack = read.Stickers[1].Pack });
        var heard = (await Bob.HearMessageAsync("the sticker", message => message.Number("sticker", "stickerId") == 1 && message.Text("sticker", "emoji") == "🐈")).Part("sticker")!.Value;
        Assert.Equal((pack.Text("packId"), pack.Text("packKey")), (HexOf(heard.Text("packId")), HexOf(heard.Text("packKey"))));
        Assert.Equal(second, await Bob.OpenAsync(heard.Part("data")!.Value));
        Assert.Null(await Account.ReadStickerPackAsync(link[..^1] + (link[^1] == '0' ? '1' : '0'), Cancellation));
        await Assert.ThrowsAsync<BridgeException>(() => Account.ReadStickerPackAsync("cats", Cancellation));
    }

    [Theory]
    [InlineData("https://example.org/pack", "1")]
    [InlineData("https://signal.art/addstickers/#pack_id=00112233445566778899aabbccddeeff&pack_key=short", "1")]
    [InlineData(null, "one")]
    public async Task A_sticker_whose_pack_is_none_of_Signals_goes_as_a_picture_without_a_border(string? pack, string sticker)
    {
        var reference = new StickerPackReference(pack ?? $"https://signal.art/addstickers/#pack_id=00112233445566778899aabbccddeeff&pack_key={new string('a', 64)}") { Sticker = sticker };

        await SendAsync(new StickerContent(await WriteAsync("cat.png", RandomNumberGenerator.GetBytes(2_000)) with { ContentType = "image/png" }) { Emoji = "🐈", Pack = reference });

        await Bob.HearMessageAsync("the picture", message => message.Part("attachments")?[0].Number("flags") == 2 && message.Part("sticker") is not { ValueKind: System.Text.Json.JsonValueKind.Object });
    }

    [Fact]
    public async Task A_view_once_picture_goes_out_as_one()
    {
        var file = await WriteAsync("secret.jpg", RandomNumberGenerator.GetBytes(2_000));

        await SendAsync(new ImageContent(file with { ContentType = "image/jpeg" }) { IsViewOnce = true });

        await Bob.HearMessageAsync("the picture", message => message.Part("isViewOnce")?.GetBoolean() == true && message.Number("requiredProtocolVersion") == 2);
    }

    [Fact]
    public async Task A_file_that_Signal_keeps_no_more_or_that_was_changed_is_said_to_be_gone()
    {
        var stored = await Bob.StoreAsync(RandomNumberGenerator.GetBytes(5_000), "image/webp");
        stored["cdnKey"] = "nosuchfile";
        var other = await Bob.StoreAsync(RandomNumberGenerator.GetBytes(5_000), "image/webp");
        other["key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        await Bob.SayAsync(Alice.Id, new JsonObject { ["attachments"] = new JsonArray(stored, other) });
        var message = await Told.Events.FirstAsync<RemoteMessage>();

        foreach (var part in message.Parts)
        {
            var reference = ((MediaContent)part.Content).File.Reference!;
            var refusal = await Assert.ThrowsAsync<BridgeException>(() => Account.FetchMediaAsync(new MediaFetch(Chat, message.Id, part.Id, reference, _folder.Combine("x"), 1 << 20), new Progress<long>(), Cancellation));
            Assert.Equal(FailureKind.Permanent, refusal.Kind);
        }

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_links_preview_goes_out_with_its_picture()
    {
        var bytes = RandomNumberGenerator.GetBytes(20_000);
        var image = await WriteAsync("preview.jpg", bytes) with { ContentType = "image/jpeg", Width = 640, Height = 480 };

        await SendAsync(new TextContent(RichText.Plain("see https://example.org/y")) { Previews = [new LinkPreview("https://example.org/y") { Title = "Y", Description = "About it", Image = image }] });

        var preview = (await Bob.HearTextAsync("see https://example.org/y")).Part("preview")!.Value[0];
        Assert.Equal(("https://example.org/y", "Y", "About it"), (preview.Text("url"), preview.Text("title"), preview.Text("description")));
        Assert.Equal(bytes, await Bob.OpenAsync(preview.Part("image")!.Value));
    }

    private static string HexOf(string? base64) => Convert.ToHexStringLower(Convert.FromBase64String(base64 ?? ""));

    private async Task<MediaFile> WriteAsync(string name, byte[] bytes)
    {
        var path = _folder.Combine(name);
        await File.WriteAllBytesAsync(path, bytes, Cancellation);
        return new MediaFile { Path = path, Name = name, Size = bytes.Length };
    }
}
