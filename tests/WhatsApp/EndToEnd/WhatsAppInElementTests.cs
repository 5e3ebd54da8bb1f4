using System.Text.Json;
using Bridges.TestBeds;
using Bridges.TestBeds.Users;
using Bridges.WhatsApp.EndToEnd.Tests.Beds;

namespace Bridges.WhatsApp.EndToEnd.Tests;

/// <summary>What a user of Element sees and does, through real Synapse and the product as it is built.</summary>
public sealed class WhatsAppInElementTests(WhatsAppTalk talk) : IClassFixture<WhatsAppTalk>, IDisposable
{
    private WhatsAppStage Stage => talk.Stage;

    public void Dispose()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Stage.Logs);
        }
    }

    [Fact]
    public async Task Texts_go_both_ways()
    {
        await Stage.SayAsync(Stage.Bob, new { conversation = "*hello* from WhatsApp" });
        var heard = await SeeInRoomAsync(seen => seen.Body?.Contains("hello", StringComparison.Ordinal) == true && seen.Body.Contains("from WhatsApp", StringComparison.Ordinal));
        Assert.Equal(Stage.GhostOf(Stage.Bob), heard.Sender);
        Assert.Contains("<strong>hello</strong>", heard.Content.GetProperty("formatted_body").GetString(), StringComparison.Ordinal);

        await Stage.Alice.SendHtmlAsync(talk.Room, "good day", "<b>good</b> day");
        await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => TextOf(received) == "*good* day");
    }

    [Fact]
    public async Task Replies_edits_and_deletions_go_both_ways()
    {
        var id = await Stage.SayAsync(Stage.Bob, new { conversation = "what time?" });
        var question = await SeeInRoomAsync(seen => seen.Body == "what time?");
        var answer = await Stage.Alice.ReplyAsync(talk.Room, question.EventId, "at noon");
        var received = await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => TextOf(received) == "at noon");
        Assert.Equal(id, Extended(received).GetProperty("contextInfo").GetProperty("stanzaId").GetString());

        await Stage.Alice.EditAsync(talk.Room, answer, "at one");
        await Stage.WhatsApp.ReceivesAsync(Stage.Bob, change => Protocol(change) is { } protocol && protocol.TryGetProperty("editedMessage", out var edited)
            && edited.GetProperty("extendedTextMessage").GetProperty("text").GetString() == "at one");
        await Stage.Alice.RedactAsync(talk.Room, answer);
        await Stage.WhatsApp.ReceivesAsync(Stage.Bob, change => Protocol(change) is { } protocol && !protocol.TryGetProperty("editedMessage", out _)
            && protocol.GetProperty("key").GetProperty("id").GetString() == received.GetProperty("id").GetString());

        await Stage.WhatsApp.DoAsync("edit", new { from = Stage.Bob.Number, to = Stage.Me.Number, target = id, message = new { conversation = "what day?" } });
        await SeeInRoomAsync(seen => seen.Content.TryGetProperty("m.new_content", out var changed) && changed.GetProperty("body").GetString() == "what day?");
        await Stage.WhatsApp.DoAsync("revoke", new { from = Stage.Bob.Number, to = Stage.Me.Number, target = id });
        await Stage.SeeAsync(seen => seen.RoomId == talk.Room && seen.Type == "m.room.redaction" && seen.Sender != Stage.Alice.UserId);
    }

    [Fact]
    public async Task A_picture_and_a_voice_message_arrive_with_their_bytes()
    {
        await SendMediaAsync("image", "imageMessage", SmallPicture, new { mimetype = "image/png", caption = "look" });
        var picture = await SeeInRoomAsync(seen => Kind(seen) == "m.image" && seen.Sender == Stage.GhostOf(Stage.Bob));
        Assert.Equal(SmallPicture, await Stage.Alice.DownloadAsync(picture.Content.GetProperty("url").GetString()!));
        Assert.Equal("look", picture.Body);

        await SendMediaAsync("audio", "audioMessage", [79, 103, 103, 83, 1, 2, 3, 4], new { mimetype = "audio/ogg; codecs=opus", ptt = true, seconds = 3 });
        var voice = await SeeInRoomAsync(seen => Kind(seen) == "m.audio" && seen.Sender == Stage.GhostOf(Stage.Bob));
        Assert.True(voice.Content.TryGetProperty("org.matrix.msc3245.voice", out _));
    }

    [Fact]
    public async Task Reactions_go_both_ways()
    {
        var id = await Stage.SayAsync(Stage.Bob, new { conversation = "react to me" });
        var target = await SeeInRoomAsync(seen => seen.Body == "react to me");

        await Stage.WhatsApp.DoAsync("react", new { from = Stage.Bob.Number, to = Stage.Me.Number, target = id, mine = true, emoji = "🎈" });
        await Stage.SeeAsync(seen => seen.Type == "m.reaction" && seen.Sender == Stage.GhostOf(Stage.Bob) && Relation(seen).GetProperty("event_id").GetString() == target.EventId);
        await Stage.Alice.ReactAsync(talk.Room, target.EventId, "👍");

        var reaction = await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => received.GetProperty("message").TryGetProperty("reactionMessage", out _));
        Assert.Equal(id, reaction.GetProperty("message").GetProperty("reactionMessage").GetProperty("key").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_poll_arrives_and_is_voted_in_from_both_sides()
    {
        var poll = await Stage.WhatsApp.DoAsync("poll", new { from = Stage.Bob.Number, to = Stage.Me.Number, question = "Lunch?", options = new[] { "soup", "cake" } });
        var asked = await Stage.SeeAsync(seen => seen.RoomId == talk.Room && seen.Type.EndsWith("poll.start", StringComparison.Ordinal));
        Assert.Equal(Stage.GhostOf(Stage.Bob), asked.Sender);

        await Stage.WhatsApp.DoAsync("vote", new
        {
            from = Stage.Bob.Number, to = Stage.Me.Number, target = poll.GetProperty("id").GetString(), author = Stage.Bob.Number,
            secret = poll.GetProperty("secret"), options = new[] { "cake" },
        });
        await Stage.SeeAsync(seen => seen.Type.EndsWith("poll.response", StringComparison.Ordinal) && seen.Sender == Stage.GhostOf(Stage.Bob) && Relation(seen).GetProperty("event_id").GetString() == asked.EventId);

        var answer = asked.Content.GetProperty(asked.Type).GetProperty("answers")[0].GetProperty("id").GetString()!;
        await Stage.Alice.SendAsync(talk.Room, "org.matrix.msc3381.poll.response", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["m.relates_to"] = new { rel_type = "m.reference", event_id = asked.EventId },
            ["org.matrix.msc3381.poll.response"] = new { answers = new[] { answer } },
        });
        var vote = await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => received.GetProperty("message").TryGetProperty("votes", out var votes) && votes.GetArrayLength() > 0);
        Assert.Equal("soup", vote.GetProperty("message").GetProperty("votes")[0].GetString());
    }

    [Fact]
    public async Task A_picture_from_element_arrives_with_its_caption()
    {
        var address = await Stage.Alice.UploadAsync(SmallPicture, "image/png", "pixel.png");
        await Stage.Alice.SendAsync(talk.Room, "m.room.message", new
        {
            msgtype = "m.image", body = "from Element", filename = "pixel.png", url = address, info = new { mimetype = "image/png", size = SmallPicture.Length, w = 1, h = 1 },
        });

        var received = await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => CaptionOf(received) == "from Element");
        Assert.Equal(JsonValueKind.String, File(received).GetProperty("directPath").ValueKind);
    }

    /// <summary>As it is where it is what WhatsApp takes; converted where it is not: else iPhones would not play it.</summary>
    [Fact]
    public async Task A_voice_message_from_element_arrives_as_one_whatever_it_was_recorded_as()
    {
        byte[] voice = [.. "OggS"u8, .. new byte[300]];
        await SendVoiceAsync(voice, "audio/ogg");
        var first = await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => Audio(received) is not null);
        Assert.Equal(voice, await OpenAsync(Audio(first)!.Value));

        await SendVoiceAsync(await Sounds.AacAsync(TestContext.Current.CancellationToken), "audio/mp4");
        var second = await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => Audio(received) is not null && received.GetProperty("id").GetString() != first.GetProperty("id").GetString());

        var opened = await OpenAsync(Audio(second)!.Value);
        var head = opened.AsSpan().IndexOf("OpusHead"u8);
        Assert.Equal(("OggS", 1), (System.Text.Encoding.ASCII.GetString(opened, 0, 4), opened[head + 9]));
        Assert.Equal(2, Audio(second)!.Value.GetProperty("seconds").GetInt32());
        Assert.Equal(64, Convert.FromBase64String(Audio(second)!.Value.GetProperty("waveform").GetString()!).Length);

        static JsonElement? Audio(JsonElement received) =>
            received.GetProperty("message").TryGetProperty("audioMessage", out var audio) && audio.GetProperty("ptt").GetBoolean() ? audio : null;
    }

    private async Task SendVoiceAsync(byte[] bytes, string type)
    {
        var address = await Stage.Alice.UploadAsync(bytes, type, "voice");
        await Stage.Alice.SendAsync(talk.Room, "m.room.message", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["msgtype"] = "m.audio", ["body"] = "voice", ["url"] = address, ["info"] = new { mimetype = type, size = bytes.Length, duration = 2000 },
            ["org.matrix.msc3245.voice"] = new { }, ["org.matrix.msc1767.audio"] = new { duration = 2000, waveform = new[] { 0, 512, 1024 } },
        });
    }

    private async Task<byte[]> OpenAsync(JsonElement audio)
    {
        var file = await Stage.WhatsApp.DoAsync("file", new { path = audio.GetProperty("directPath").GetString(), type = "audio", key = new { base64 = audio.GetProperty("mediaKey").GetString() } });
        return Convert.FromBase64String(file.GetString()!);
    }

    [Fact]
    public async Task An_album_from_element_arrives_as_one()
    {
        var items = new List<object>();
        for (var item = 0; item < 2; item++)
        {
            var address = await Stage.Alice.UploadAsync(SmallPicture, "image/png", $"{item}.png");
            items.Add(new { itemtype = "m.image", body = $"{item}.png", filename = $"{item}.png", url = address, info = new { mimetype = "image/png", size = SmallPicture.Length, w = 1, h = 1 } });
        }

        await Stage.Alice.SendAsync(talk.Room, "m.room.message", new { msgtype = "dm.filament.gallery", body = "two pictures", itemtypes = items });

        var announced = await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => received.GetProperty("message").TryGetProperty("albumMessage", out _));
        Assert.Equal(2, announced.GetProperty("message").GetProperty("albumMessage").GetProperty("expectedImageCount").GetInt32());
        await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => CaptionOf(received) == "two pictures");
    }

    /// <summary>The command is copied out of the notice.</summary>
    [Fact]
    public async Task A_pack_of_stickers_is_brought_into_a_room()
    {
        using var archive = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(archive, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("dot.png").Open();
            entry.Write(SmallPicture);
        }

        await SendMediaAsync("sticker-pack", "stickerPackMessage", archive.ToArray(), new
        {
            stickerPackId = "dots", name = "Black dots", publisher = "Bob", stickers = new[] { new { fileName = "dot.png", mimetype = "image/png", emojis = new[] { "⚫" } } },
        });
        var told = await SeeInRoomAsync(seen => seen.Body?.Contains("Black dots", StringComparison.Ordinal) == true);

        await Stage.Alice.SendTextAsync(talk.Room, told.Body![told.Body!.IndexOf("!bridges", StringComparison.Ordinal)..]);

        var pack = await Stage.SeeAsync(seen => seen.RoomId == talk.Room && seen.Type == "im.ponies.room_emotes");
        Assert.Equal("Black dots", pack.Content.GetProperty("pack").GetProperty("display_name").GetString());
        var image = pack.Content.GetProperty("images").GetProperty("blackdots1");
        Assert.Equal("⚫", image.GetProperty("body").GetString());
        Assert.NotEmpty(await Stage.Alice.DownloadAsync(image.GetProperty("url").GetString()!));
    }

    /// <summary>What Matrix has no form for is done by command.</summary>
    [Fact]
    public async Task An_invitation_is_answered_and_an_event_is_made_in_the_room()
    {
        var secret = new { base64 = Convert.ToBase64String(new byte[32]) };
        await Stage.SayAsync(Stage.Bob, new { eventMessage = new { name = "Concert", startTime = 1_900_000_000 }, messageContextInfo = new { messageSecret = secret } });
        var invited = await SeeInRoomAsync(seen => seen.Body?.Contains("Concert", StringComparison.Ordinal) == true);
        await Stage.Alice.ReplyAsync(talk.Room, invited.EventId, "1");
        await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => received.GetProperty("message").TryGetProperty("encEventResponseMessage", out _));

        await Stage.Alice.SendTextAsync(talk.Room, "!bridges whatsapp event 2090-01-31 18:30 Dinner");
        var made = await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => received.GetProperty("message").TryGetProperty("eventMessage", out _));
        Assert.Equal("Dinner", made.GetProperty("message").GetProperty("eventMessage").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_group_has_its_name_its_members_and_its_messages_both_ways()
    {
        const string Group = "120363000000000042@g.us";
        var carol = await Stage.WhatsApp.PersonAsync("Carol");
        await Stage.WhatsApp.DoAsync("group", new { id = Group, subject = "Picnic", owner = Stage.Bob.Number, members = new[] { Stage.Bob.Number, carol.Number, Stage.Me.Number } });
        await Stage.SayAsync(carol, new { conversation = "who brings bread?" }, Group);
        var heard = await Stage.SeeAsync(seen => seen.Body == "who brings bread?");
        Assert.Equal(Stage.GhostOf(carol), heard.Sender);
        var name = await Stage.Alice.StateAsync(heard.RoomId, "m.room.name");
        Assert.Equal("Picnic", name?.GetProperty("name").GetString());

        await Stage.Alice.SendTextAsync(heard.RoomId, "I do");
        foreach (var member in new[] { Stage.Bob, carol })
        {
            await Stage.WhatsApp.ReceivesAsync(member, received => received.GetProperty("chat").GetString() == Group && TextOf(received) == "I do");
        }
    }

    [Fact]
    public async Task A_group_is_made_and_managed_by_commands()
    {
        var made = await Stage.AskAsync($"create-group Kitchen: +{Stage.Bob.Number}", "Here is the group Kitchen");
        var room = made.Body![made.Body!.IndexOf('!', StringComparison.Ordinal)..];
        await Stage.SeeAsync(seen => seen.RoomId == room && seen.Type == "m.room.member" && seen.Sender == Stage.GhostOf(Stage.Bob));

        await Stage.Alice.SendTextAsync(room, "!bridges rename Kitchen garden");
        await Stage.SeeAsync(seen => seen.RoomId == room && seen.Type == "m.room.name" && seen.Content.GetProperty("name").GetString() == "Kitchen garden");

        await Stage.Alice.SendTextAsync(room, "!bridges invite-link");
        await Stage.SeeAsync(seen => seen.RoomId == room && seen.Body?.Contains("https://chat.whatsapp.com/", StringComparison.Ordinal) == true);

        await Stage.Alice.SendTextAsync(room, $"!bridges promote {Stage.GhostOf(Stage.Bob)}");
        await Stage.SeeAsync(seen => seen.RoomId == room && seen.Type == "m.room.power_levels"
            && seen.Content.GetProperty("users").TryGetProperty(Stage.GhostOf(Stage.Bob), out var level) && level.GetInt32() >= 50);

        await Stage.Alice.SendTextAsync(room, "!bridges remove Bob");
        await Stage.SeeAsync(seen => seen.RoomId == room && seen.Type == "m.room.member" && seen.StateKey == Stage.GhostOf(Stage.Bob)
            && seen.Content.GetProperty("membership").GetString() == "leave");
    }

    private Task<MatrixEvent> SeeInRoomAsync(Func<MatrixEvent, bool> matches) =>
        Stage.SeeAsync(seen => seen.RoomId == talk.Room && seen.Type == "m.room.message" && matches(seen));

    private Task SendMediaAsync(string type, string part, byte[] bytes, object fields) => Stage.WhatsApp.DoAsync(
        "sendMedia", new { from = Stage.Bob.Number, to = Stage.Me.Number, type, part, bytes = new { base64 = Convert.ToBase64String(bytes) }, fields });

    private static JsonElement Relation(MatrixEvent seen) => seen.Content.GetProperty("m.relates_to");

    private static string? Kind(MatrixEvent seen) => seen.Content.TryGetProperty("msgtype", out var kind) ? kind.GetString() : null;

    private static string? TextOf(JsonElement received) =>
        received.GetProperty("message").TryGetProperty("extendedTextMessage", out var text) ? text.GetProperty("text").GetString() : null;

    /// <summary>What a picture hangs on: one pixel goes as a file where it cannot be made a photo.</summary>
    private static JsonElement File(JsonElement received) =>
        received.GetProperty("message").TryGetProperty("imageMessage", out var image) || received.GetProperty("message").TryGetProperty("documentMessage", out image) ? image : default;

    private static string? CaptionOf(JsonElement received) =>
        File(received) is { ValueKind: JsonValueKind.Object } file && file.TryGetProperty("caption", out var caption) ? caption.GetString() : null;

    private static JsonElement Extended(JsonElement received) => received.GetProperty("message").GetProperty("extendedTextMessage");

    private static JsonElement? Protocol(JsonElement received) =>
        received.GetProperty("message").TryGetProperty("protocolMessage", out var protocol) ? protocol : null;

    /// <summary>One grey pixel.</summary>
    private static readonly byte[] SmallPicture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
}
