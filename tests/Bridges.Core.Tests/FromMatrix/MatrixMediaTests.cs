using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

public sealed class MatrixMediaTests
{
    [Fact]
    public async Task Picture_arrives_with_caption_and_spoiler_and_what_its_bytes_say()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await SendAsync(cargo, "m.image", "image/png 30x20", content =>
        {
            content["body"] = "look";
            content["filename"] = "a.png";
            content["info"] = new JsonObject { ["w"] = 9999, ["mimetype"] = "image/jpeg" };
            content["page.codeberg.everypizza.msc4193.spoiler"] = true;
        });

        var (image, bytes) = await SentAsync<ImageContent>(cargo);
        Assert.Equal(("look", true, "a.png", "image/png", 30, 20), (image.Caption!.Text, image.IsSpoiler, image.File.Name, image.File.ContentType, image.File.Width, image.File.Height));
        Assert.Equal("image/png 30x20", bytes);
        await GoneAsync(image.File.Path!);
    }

    [Theory]
    [InlineData("../../x", "x")]
    [InlineData("..\\..\\x.txt", "x.txt")]
    [InlineData("/etc/passwd", "passwd")]
    [InlineData("a/b", "b")]
    [InlineData("con", "_con")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("a\0b\nc\u202Egnp.exe", "abcgnp.exe")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    public async Task Hostile_name_is_made_harmless(string name, string harmless)
    {
        await using var cargo = await CargoBridge.StartAsync();

        await SendAsync(cargo, "m.file", "words", content => content["filename"] = name);

        var (file, _) = await SentAsync<FileContent>(cargo);
        Assert.Equal(harmless, file.File.Name);
        Assert.Equal(file.File.Name, Path.GetFileName(file.File.Path));
    }

    [Fact]
    public async Task Endless_name_keeps_its_end()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await SendAsync(cargo, "m.file", "words", content => content["filename"] = new string('ä', 300) + ".pdf");

        var (file, _) = await SentAsync<FileContent>(cargo);
        Assert.InRange(Encoding.UTF8.GetByteCount(file.File.Name!), 10, 255);
        Assert.EndsWith("ä.pdf", file.File.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("m.image", "image/gif 9x9 moving", typeof(AnimationContent))]
    [InlineData("m.image", "image/gif 9x9", typeof(ImageContent))]
    [InlineData("m.image", "text/html 404", typeof(FileContent))]
    [InlineData("m.video", "video/mp4 9x9", typeof(VideoContent))]
    [InlineData("m.audio", "audio/ogg x", typeof(AudioContent))]
    public async Task Bytes_decide_what_a_file_is(string type, string bytes, Type expected)
    {
        await using var cargo = await CargoBridge.StartAsync();

        await SendAsync(cargo, type, bytes);

        Assert.IsType(expected, (await SentAsync<MediaContent>(cargo)).Content);
    }

    [Fact]
    public async Task Voice_message_has_its_waveform_or_gets_one()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await SendAsync(cargo, "m.audio", "audio/ogg x", content => content["org.matrix.msc3245.voice"] = new JsonObject());

        Assert.Equal([1, 2, 3], (await SentAsync<VoiceContent>(cargo)).Content.Waveform);
    }

    /// <summary>Apps play Opus of one channel; what is not known to be something else goes as it is.</summary>
    [Theory]
    [InlineData("OpusHead\u0001\u0001", false)]
    [InlineData("OpusHead\u0001\u0002", true)]
    [InlineData("OpusHead", false)]
    [InlineData("\u0001vorbis\0", true)]
    [InlineData("\u007fFLAC\u0001", true)]
    [InlineData("Speex   1.2", true)]
    [InlineData("whatever", false)]
    [InlineData("", false)]
    public async Task Voice_message_in_ogg_is_converted_where_it_is_not_opus_of_one_channel(string packet, bool isConverted)
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Limits = new MessageLimits { Media = new Dictionary<MediaKind, MediaRules> { [MediaKind.Voice] = new() { ContentTypes = ["audio/ogg"] } } };
        var sent = $"OggS{new string('\0', 22)}\u0002\u001e\u0001{packet}";

        await SendAsync(cargo, "m.audio", sent, content => content["org.matrix.msc3245.voice"] = new JsonObject());

        Assert.Equal(!isConverted, (await SentAsync<VoiceContent>(cargo)).Bytes == sent);
    }

    /// <summary>Something is always delivered.</summary>
    [Fact]
    public async Task Voice_message_that_cannot_be_converted_goes_as_it_is()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Bridge.Converter.IsBroken = true;
        cargo.Account.Limits = new MessageLimits { Media = new Dictionary<MediaKind, MediaRules> { [MediaKind.Voice] = new() { ContentTypes = ["audio/ogg"] } } };
        var sent = $"OggS{new string('\0', 22)}\u0001\u001e\u0001vorbis";

        await SendAsync(cargo, "m.audio", sent, content => content["org.matrix.msc3245.voice"] = new JsonObject());

        Assert.Equal(sent, (await SentAsync<VoiceContent>(cargo)).Bytes);
    }

    [Fact]
    public async Task Sticker_arrives_as_one()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var address = cargo.Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes("image/webp 256x256"), "image/webp");

        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.sticker", new JsonObject { ["body"] = "🫠", ["url"] = address, ["info"] = new JsonObject() }));

        Assert.Equal("🫠", (await SentAsync<StickerContent>(cargo)).Content.Emoji);
    }

    [Theory]
    [InlineData("image/png 7000x5400")]
    [InlineData("image/png 3000x100")]
    [InlineData("image/jpeg 400x300 and very many bytes, of which none may be lost")]
    public async Task Picture_that_is_too_long_or_too_large_goes_whole_as_a_file_and_one_of_another_type_is_converted(string bytes)
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Limits = new MessageLimits
        {
            Media = new Dictionary<MediaKind, MediaRules>
            {
                [MediaKind.Image] = new() { ContentTypes = ["image/jpeg"], MaximumSize = 40, MaximumSidesTogether = 10_000, MaximumRatio = 20 },
            },
        };

        await SendAsync(cargo, "m.image", bytes, content =>
        {
            content["body"] = "the whole town";
            content["filename"] = "map.png";
        });
        var whole = await SentAsync<FileContent>(cargo);
        Assert.Equal(("map.png", "the whole town", bytes), (whole.Content.File.Name, whole.Content.Caption?.Text, whole.Bytes));

        await SendAsync(cargo, "m.image", "image/png 20x20", content => content["body"] = "small.png");
        var small = await SentAsync<ImageContent>(cargo);
        Assert.Equal(("small.jpg", "image/jpeg"), (small.Content.File.Name, small.Content.File.ContentType));
    }

    [Fact]
    public async Task Video_that_cannot_be_converted_goes_as_a_file()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Bridge.Converter.IsBroken = true;
        cargo.Account.Limits = new MessageLimits { Media = new Dictionary<MediaKind, MediaRules> { [MediaKind.Video] = new() { ContentTypes = ["video/mp4"] } } };

        await SendAsync(cargo, "m.video", "video/webm 9x9");

        Assert.Equal("video/webm", (await SentAsync<FileContent>(cargo)).Content.File.ContentType);
    }

    [Fact]
    public async Task File_that_is_too_large_is_refused_before_it_is_fetched()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Limits = new MessageLimits { Media = new Dictionary<MediaKind, MediaRules> { [MediaKind.File] = new() { MaximumSize = 1000 } } };

        await SendAsync(cargo, "m.file", "words", content => content["info"] = new JsonObject { ["size"] = 5000 });

        var told = await cargo.SeesAsync(sent => sent.Sender == cargo.Bridge.Homeserver.BotUserId && sent.Body?.Contains("too large", StringComparison.Ordinal) == true);
        Assert.Contains("1 kB", told.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(cargo.Bridge.Homeserver.Requests.All, request => request.Parts is ["media", "download", ..]);
        Assert.Empty(cargo.Bridge.Network.Sent);
    }

    [Fact]
    public async Task Error_page_is_sent_to_nobody()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject { ["msgtype"] = "m.image", ["body"] = "a.png", ["url"] = "mxc://hs.test/gone" }));

        await cargo.SeesAsync(sent => sent.Sender == cargo.Bridge.Homeserver.BotUserId && sent.Body?.Contains("does not give the file", StringComparison.Ordinal) == true);
        Assert.Empty(cargo.Bridge.Network.Sent);
    }

    [Fact]
    public async Task Encrypted_file_is_decrypted_and_a_damaged_one_refused()
    {
        await using var cargo = await CargoBridge.StartAsync();
        using var folder = TestBeds.TempFolder.Create("encrypted");
        await File.WriteAllTextAsync(folder.Combine("plain"), "image/png 3x3", TestContext.Current.CancellationToken);
        var describe = await Matrix.AttachmentFiles.EncryptAsync(folder.Combine("plain"), folder.Combine("sealed"), TestContext.Current.CancellationToken);
        var address = cargo.Bridge.Homeserver.Media.Add(await File.ReadAllBytesAsync(folder.Combine("sealed"), TestContext.Current.CancellationToken), "application/octet-stream");
        var content = (Matrix.RoomMessageContent.Text("a.png") with { MsgType = "m.image", File = describe(new(address)) }).ToJson();

        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", content.DeepClone().AsObject()));
        Assert.Equal("image/png 3x3", (await SentAsync<ImageContent>(cargo)).Bytes);

        content["file"]!["url"] = cargo.Bridge.Homeserver.Media.Add("something else"u8.ToArray(), "text/plain");
        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", content));
        await cargo.SeesAsync(sent => sent.Body?.Contains("damaged", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("geo:40.71,-74.00,12;u=35", 35.0)]
    [InlineData("geo:40.71,-74.00?q=x", null)]
    public async Task Place_arrives_as_one(string uri, double? accuracy)
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject { ["msgtype"] = "m.location", ["body"] = "here", ["geo_uri"] = uri }));

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send");
        Assert.Equal(new LocationContent(40.71, -74) { Accuracy = accuracy }, Assert.Single(cargo.Bridge.Network.Sent).Content);
    }

    [Fact]
    public async Task Place_that_cannot_be_read_is_what_its_text_says()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject { ["msgtype"] = "m.location", ["body"] = "at home", ["geo_uri"] = "geo:91,0" }));

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.Text == "at home");
    }

    [Fact]
    public async Task Gallery_is_an_album_with_one_caption()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var items = new JsonArray([.. Enumerable.Range(0, 3).Select(number => new JsonObject
        {
            ["itemtype"] = "m.image",
            ["body"] = $"{number}.png",
            ["url"] = cargo.Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes($"image/png 1x{number + 1}"), "image/png"),
        })]);

        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject { ["msgtype"] = "dm.filament.gallery", ["body"] = "our trip", ["itemtypes"] = items }));

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send");
        var album = Assert.IsType<AlbumContent>(Assert.Single(cargo.Bridge.Network.Sent).Content);
        Assert.Equal("our trip", album.Caption!.Text);
        Assert.Equal([1, 2, 3], album.Items.Select(item => item.File.Height));
    }

    [Fact]
    public async Task What_a_spoiler_is_about_is_said()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject
        {
            ["msgtype"] = "m.text", ["body"] = "x", ["format"] = "org.matrix.custom.html", ["formatted_body"] = "so: <span data-mx-spoiler=\"the ending\">the <b>butler</b></span>!",
        }));

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send");
        var text = Assert.IsType<TextContent>(Assert.Single(cargo.Bridge.Network.Sent).Content).Text;
        Assert.Equal("so: (the ending) the butler!", text.Text);
        Assert.Equal("the butler", Styled<TextStyle.Spoiler>(text));
        // Said once: modules have nothing left to say of it.
        Assert.Contains(new TextStyle.Spoiler(), text.Spans.Select(span => span.Style));
        Assert.Equal("butler", Styled<TextStyle.Bold>(text));
    }

    private static string Styled<TStyle>(RichText text) => Assert.Single(text.Spans, span => span.Style is TStyle) is var found ? text.Text.Substring(found.Start, found.Length) : "";

    private static async Task SendAsync(CargoBridge cargo, string type, string bytes, Action<JsonObject>? with = null)
    {
        var content = new JsonObject { ["msgtype"] = type, ["body"] = "file", ["url"] = cargo.Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes(bytes), "application/octet-stream") };
        with?.Invoke(content);
        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", content));
    }

    /// <summary>What arrived last, and the bytes of its file.</summary>
    private static async Task<(TContent Content, string Bytes)> SentAsync<TContent>(CargoBridge cargo)
        where TContent : MediaContent
    {
        await TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.Bridge.Network.Sent.Any(message => message.Content is TContent)));
        var content = (TContent)cargo.Bridge.Network.Sent.Last(message => message.Content is TContent).Content;
        return (content, Encoding.UTF8.GetString(cargo.Bridge.Network.SentFiles[content.File.Path!]));
    }

    private static Task GoneAsync(string path) => TestBridge.WaitUntilAsync(() => Task.FromResult(!File.Exists(path)));
}
