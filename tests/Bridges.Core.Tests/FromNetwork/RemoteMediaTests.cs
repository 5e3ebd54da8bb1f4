using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromNetwork;

public sealed class RemoteMediaTests
{
    [Fact]
    public async Task Picture_comes_with_caption_spoiler_and_what_its_bytes_say()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.ReceiveAsync(new ImageContent(cargo.Account.File("p", "image/png 30x20", "../../etc/\u202Eholiday.png") with { ContentType = "image/jpeg", Width = 20, Height = 30 })
        {
            Caption = new RichText("look here", [new TextSpan(0, 4, new TextStyle.Bold())]),
            IsSpoiler = true,
        });

        var content = (await cargo.SeesAsync(sent => Type(sent) == "m.image")).Content;
        Assert.Equal("look here", content.GetProperty("body").GetString());
        Assert.Equal("<strong>look</strong> here", content.GetProperty("formatted_body").GetString());
        Assert.Equal("holiday.png", content.GetProperty("filename").GetString());
        Assert.True(content.GetProperty("page.codeberg.everypizza.msc4193.spoiler").GetBoolean());
        Assert.Equal(("image/png", 30, 20, 15), (Info(content, "mimetype").GetString(), Info(content, "w").GetInt32(), Info(content, "h").GetInt32(), Info(content, "size").GetInt32()));
        Assert.Equal("image/png 30x20", cargo.FileAt(content.GetProperty("url").GetString()));
    }

    [Fact]
    public async Task Same_file_is_fetched_and_uploaded_once()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var file = cargo.Account.File("p", "image/png 30x20", "a.png");

        await cargo.ReceiveAsync(new ImageContent(file));
        await cargo.ReceiveAsync(new ImageContent(file) { Caption = RichText.Plain("again") });

        var again = await cargo.SeesAsync(sent => sent.Body == "again");
        var first = await cargo.SeesAsync(sent => sent.Body == "a.png");
        Assert.Equal(first.Content.GetProperty("url").GetString(), again.Content.GetProperty("url").GetString());
        Assert.Equal(1, cargo.Account.Fetched["p"]);
        Assert.Single(cargo.Bridge.Homeserver.Media.Files);
    }

    [Fact]
    public async Task Sticker_that_moves_becomes_a_picture_that_moves()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.ReceiveAsync(new StickerContent(cargo.Account.File("s", "video/webm 512x512 moving") with { ContentType = "video/webm" }) { Emoji = "🫠", IsAnimated = true });

        var sticker = await cargo.SeesAsync(sent => sent.Type == "m.sticker");
        Assert.Equal("🫠", sticker.Body);
        Assert.False(sticker.Content.TryGetProperty("msgtype", out _));
        Assert.Equal(("image/gif", 256, 256), (Info(sticker.Content, "mimetype").GetString(), Info(sticker.Content, "w").GetInt32(), Info(sticker.Content, "h").GetInt32()));
        Assert.True(Info(sticker.Content, "is_animated").GetBoolean());
        Assert.Equal("image/gif 256x256 moving", cargo.FileAt(sticker.Content.GetProperty("url").GetString()));
    }

    [Fact]
    public async Task Sticker_that_cannot_be_converted_is_shown_by_its_still_picture()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Bridge.Converter.IsBroken = true;

        await cargo.ReceiveAsync(new StickerContent(cargo.Account.File("s", "video/webm 512x512 moving") with { Thumbnail = cargo.Account.File("t", "image/webp 320x320") }));

        var sticker = await cargo.SeesAsync(sent => sent.Type == "m.sticker");
        Assert.Equal(("Sticker", "image/webp"), (sticker.Body, Info(sticker.Content, "mimetype").GetString()));
    }

    [Fact]
    public async Task Static_sticker_is_shown_small_and_with_a_thumbnail()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.ReceiveAsync(new StickerContent(cargo.Account.File("s", "image/webp 512x256")) { Emoji = "" });

        var sticker = await cargo.SeesAsync(sent => sent.Type == "m.sticker");
        Assert.Equal(("Sticker", 256, 128), (sticker.Body, Info(sticker.Content, "w").GetInt32(), Info(sticker.Content, "h").GetInt32()));
        Assert.Equal("image/webp", Info(sticker.Content, "thumbnail_info").GetProperty("mimetype").GetString());
    }

    [Fact]
    public async Task Voice_message_has_all_that_clients_need()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.ReceiveAsync(new VoiceContent(cargo.Account.File("v", "audio/aac 64k")) { Waveform = [0, 1024] });
        await cargo.ReceiveAsync(new VoiceContent(cargo.Account.File("w", "audio/ogg 64k")));

        var converted = await cargo.SeesAsync(sent => Type(sent) == "m.audio");
        Assert.Equal(("audio/ogg", "voice message.ogg"), (Info(converted.Content, "mimetype").GetString(), converted.Body));
        Assert.Equal(JsonValueKind.Object, converted.Content.GetProperty("org.matrix.msc3245.voice").ValueKind);
        Assert.Equal([0, 1024], converted.Content.GetProperty("org.matrix.msc1767.audio").GetProperty("waveform").EnumerateArray().Select(bar => bar.GetInt32()));
        var asItWas = await cargo.SeesAsync(sent => Type(sent) == "m.audio" && sent.EventId != converted.EventId);
        Assert.Equal((3000, 3000), (Info(asItWas.Content, "duration").GetInt32(), asItWas.Content.GetProperty("org.matrix.msc1767.audio").GetProperty("duration").GetInt32()));
        Assert.Equal([1, 2, 3], asItWas.Content.GetProperty("org.matrix.msc1767.audio").GetProperty("waveform").EnumerateArray().Select(bar => bar.GetInt32()));
    }

    [Fact]
    public async Task Voice_that_cannot_be_converted_is_a_sound()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Bridge.Converter.IsBroken = true;

        await cargo.ReceiveAsync(new VoiceContent(cargo.Account.File("v", "audio/aac 64k")));

        Assert.False((await cargo.SeesAsync(sent => Type(sent) == "m.audio")).Content.TryGetProperty("org.matrix.msc3245.voice", out _));
    }

    [Theory]
    [InlineData("video/mp4 10x10", "m.video", true)]
    [InlineData("image/gif 10x10 moving", "m.image", false)]
    public async Task Animation_is_what_its_bytes_are(string bytes, string type, bool isFilm)
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.ReceiveAsync(new AnimationContent(cargo.Account.File("g", bytes)));

        var content = (await cargo.SeesAsync(sent => Type(sent) == type)).Content;
        Assert.Equal(isFilm, content.GetProperty("info").TryGetProperty("fi.mau.gif", out _));
        Assert.Equal(!isFilm, content.GetProperty("info").TryGetProperty("is_animated", out _));
    }

    [Fact]
    public async Task Round_video_is_a_film_with_a_name_and_a_picture()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.ReceiveAsync(new RoundVideoContent(cargo.Account.File("r", "video/mp4 240x240")));

        var content = (await cargo.SeesAsync(sent => Type(sent) == "m.video")).Content;
        Assert.Equal("video.mp4", content.GetProperty("filename").GetString());
        Assert.Equal((240, 240, 3000), (Info(content, "w").GetInt32(), Info(content, "h").GetInt32(), Info(content, "duration").GetInt32()));
        Assert.Equal("image/jpeg 640x640 still", cargo.FileAt(Info(content, "thumbnail_url").GetString()));
    }

    [Fact]
    public async Task File_that_is_too_large_is_told_of_in_its_place_and_not_fetched()
    {
        await using var cargo = await CargoBridge.StartAsync(bridge => bridge.Homeserver.Media.UploadLimit = 52_000_000);

        var id = await cargo.ReceiveAsync(new VideoContent(cargo.Account.File("v", "video/mp4 10x10", "film.mp4") with { Size = 63_000_000 }) { Caption = RichText.Plain("my film") });
        await cargo.ReceiveAsync(new TextContent(RichText.Plain("did you like it?")), message => message with { ReplyTo = new ReplyTarget(new(id)) });

        var told = await cargo.SeesAsync(sent => sent.Body?.Contains("film.mp4", StringComparison.Ordinal) == true);
        Assert.Equal(("m.notice", cargo.Bob), (Type(told), told.Sender));
        Assert.Contains("63 MB", told.Body, StringComparison.Ordinal);
        Assert.Contains("52 MB", told.Body, StringComparison.Ordinal);
        Assert.EndsWith("my film", told.Body, StringComparison.Ordinal);
        Assert.False(cargo.Account.Fetched.ContainsKey("v"));
        var reply = await cargo.SeesAsync(sent => sent.Body == "did you like it?");
        Assert.Equal(told.EventId, reply.Content.GetProperty("m.relates_to").GetProperty("m.in_reply_to").GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task File_that_is_gone_is_told_of_in_its_place()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.BeforeFetch = (_, _) => throw BridgeException.Permanent("The file is gone.");

        await cargo.ReceiveAsync(new FileContent(cargo.Account.File("f", "application/pdf x", "a.pdf")));

        Assert.Contains("The file is gone.", (await cargo.SeesAsync(sent => Type(sent) == "m.notice")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Slow_file_holds_its_place_and_not_its_chat(bool canReserve)
    {
        await using var cargo = await CargoBridge.StartAsync(bridge =>
        {
            bridge.Homeserver.Media.CanReserve = canReserve;
            bridge.Options = bridge.Options with { FilePatience = TimeSpan.FromMilliseconds(100) };
        });
        var released = new TaskCompletionSource();
        cargo.Account.BeforeFetch = (_, _) => released.Task;

        await cargo.ReceiveAsync(new FileContent(cargo.Account.File("f", "application/pdf x", "a.pdf")) { Caption = RichText.Plain("the paper") });
        await cargo.ReceiveAsync(new TextContent(RichText.Plain("behind it")));
        await cargo.SeesAsync(sent => sent.Body == "behind it");
        var place = await cargo.SeesAsync(sent => sent.Body?.Contains("the paper", StringComparison.Ordinal) == true);
        Assert.Equal(canReserve ? "m.file" : "m.notice", Type(place));
        released.SetResult();

        if (canReserve)
        {
            await TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.FileAt(place.Content.GetProperty("url").GetString()) == "application/pdf x"));
        }
        else
        {
            var edit = await cargo.SeesAsync(sent => sent.Content.TryGetProperty("m.new_content", out _));
            Assert.Equal(place.EventId, edit.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString());
            Assert.Equal(("m.file", "the paper", cargo.Bob), (edit.Content.GetProperty("m.new_content").GetProperty("msgtype").GetString(), edit.Content.GetProperty("m.new_content").GetProperty("body").GetString(), edit.Sender));
            Assert.Equal("application/pdf x", cargo.FileAt(edit.Content.GetProperty("m.new_content").GetProperty("url").GetString()));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Slow_file_comes_after_a_restart(bool canReserve)
    {
        await using var cargo = await CargoBridge.StartAsync(bridge =>
        {
            bridge.Homeserver.Media.CanReserve = canReserve;
            bridge.Options = bridge.Options with { FilePatience = TimeSpan.FromMilliseconds(100) };
        });
        cargo.Account.BeforeFetch = (_, _) => Task.Delay(Timeout.Infinite);
        var file = cargo.Account.File("f", "application/pdf x", "a.pdf");
        await cargo.ReceiveAsync(new FileContent(file));
        await cargo.ReceiveAsync(new TextContent(RichText.Plain("behind it")));
        await cargo.SeesAsync(sent => sent.Body == "behind it");

        CargoAccount? next = null;
        cargo.Bridge.Network.Disguise = inner =>
        {
            next = new CargoAccount(inner, cargo.Bridge.Network);
            next.File("f", "application/pdf x");
            return next;
        };
        await cargo.Bridge.RestartAsync();

        await TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.Bridge.Homeserver.Media.Files.Values.Any(there => there is not null)));
        if (!canReserve)
        {
            await cargo.SeesAsync(sent => sent.Content.TryGetProperty("m.new_content", out var content) && content.GetProperty("msgtype").GetString() == "m.file");
        }

        Assert.Equal(1, next!.Fetched["f"]);
    }

    [Fact]
    public async Task Album_comes_in_order_with_one_caption()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var slow = new TaskCompletionSource();
        cargo.Account.BeforeFetch = (fetch, _) => fetch.Reference.Key == "p0" ? slow.Task : Task.CompletedTask;

        for (var number = 0; number < 4; number++)
        {
            await cargo.ReceiveAsync(
                new ImageContent(cargo.Account.File($"p{number}", $"image/png 1x{number}", $"{number}.png")) { Caption = number == 0 ? RichText.Plain("our trip") : null },
                message => message with { Album = "a" });
        }

        await cargo.ReceiveAsync(new TextContent(RichText.Plain("nice, eh?")));
        // A slow file delays its own chat only.
        Assert.NotEqual(cargo.Room, await cargo.Bridge.OpenChatAsync("carol"));
        slow.SetResult();
        await cargo.SeesAsync(sent => sent.Body == "nice, eh?");

        Assert.Equal(["our trip", "1.png", "2.png", "3.png", "nice, eh?"], cargo.Bridge.Homeserver.Sent.All.Where(sent => sent.RoomId == cargo.Room).Select(sent => sent.Body).OfType<string>().TakeLast(5));
    }

    [Fact]
    public async Task Replaced_picture_is_a_whole_new_picture()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var id = await cargo.ReceiveAsync(new ImageContent(cargo.Account.File("old", "image/png 1x1", "old.png")));
        var first = await cargo.SeesAsync(sent => Type(sent) == "m.image");

        await cargo.HappensAsync(new RemoteEdit
        {
            Chat = CargoBridge.Chat, Target = new(id), Sender = new("bob"), Timestamp = TimeProvider.System.GetUtcNow(), Version = 2,
            Parts = [new MessagePart("", new ImageContent(cargo.Account.File("new", "image/png 2x2", "new.png")) { Caption = RichText.Plain("better"), IsSpoiler = true })],
        });

        var edit = await cargo.SeesAsync(sent => sent.Content.TryGetProperty("m.new_content", out _));
        var content = edit.Content.GetProperty("m.new_content");
        Assert.Equal(first.EventId, edit.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString());
        Assert.Equal(("m.image", "better", 2), (content.GetProperty("msgtype").GetString(), content.GetProperty("body").GetString(), Info(content, "w").GetInt32()));
        Assert.Equal("image/png 2x2", cargo.FileAt(content.GetProperty("url").GetString()));
        Assert.True(content.GetProperty("page.codeberg.everypizza.msc4193.spoiler").GetBoolean());
    }

    private static string? Type(SentEvent sent) => sent.Content.TryGetProperty("msgtype", out var type) ? type.GetString() : null;

    private static JsonElement Info(JsonElement content, string field) => content.GetProperty("info").GetProperty(field);
}
