using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Outgoing;

/// <summary>Every kind of message that can be sent, as it arrives on a contact's phone.</summary>
public sealed class SendingKindsTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    public static TheoryData<string, string, string> Files => new()
    {
        { "image", "imageMessage", "image/jpeg" }, { "video", "videoMessage", "video/mp4" }, { "round", "ptvMessage", "video/mp4" },
        { "animation", "videoMessage", "video/mp4" }, { "voice", "audioMessage", "audio/ogg" }, { "audio", "audioMessage", "audio/mpeg" },
        { "file", "documentMessage", "application/pdf" }, { "sticker", "stickerMessage", "image/webp" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_arrives_as_what_it_is_with_its_bytes(string kind, string part, string mime)
    {
        var bytes = Enumerable.Range(0, 4000).Select(position => (byte)(position + kind.Length)).ToArray();
        using var file = new SentFile(bytes);
        var handle = new MediaFile { Path = file.Path, Name = "name.bin", ContentType = mime, Duration = TimeSpan.FromSeconds(5) };
        MediaContent content = kind switch
        {
            "image" => new ImageContent(handle) { Caption = RichText.Plain("caption") },
            "video" => new VideoContent(handle),
            "round" => new RoundVideoContent(handle),
            "animation" => new AnimationContent(handle),
            "voice" => new VoiceContent(handle) { Waveform = [0, 512, 1024] },
            "audio" => new AudioContent(handle),
            "sticker" => new StickerContent(handle),
            _ => new FileContent(handle),
        };

        var message = await ArrivesAsync(content);

        var received = message.GetProperty(part);
        Assert.Equal(bytes, await OpenAsync(received, kind));
        Assert.Equal(kind == "animation", received.Flag("gifPlayback"));
        Assert.Equal(kind == "voice", received.Flag("ptt"));
        Assert.Equal(kind == "image" ? "caption" : null, received.Text("caption"));
        Assert.Equal(kind == "file" ? "name.bin" : null, received.Text("fileName"));
        if (kind == "voice")
        {
            var bars = Convert.FromBase64String(received.Text("waveform")!);
            Assert.Equal((64, (byte)0, (byte)100), (bars.Length, bars[0], bars[^1]));
            Assert.StartsWith("audio/ogg", received.Text("mimetype"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_album_is_announced_and_its_pictures_belong_to_it()
    {
        using var file = new SentFile([1, 2, 3]);
        MediaContent Picture() => new ImageContent(new MediaFile { Path = file.Path, Name = "a.jpg", ContentType = "image/jpeg" });

        var sent = await linked.Account.SendAsync(
            new OutgoingMessage(new DeliveryId("album"), Bed.Chat, new AlbumContent([Picture() with { Caption = RichText.Plain("a shore") }, Picture()], RichText.Plain("holidays"))), Cancellation);

        Assert.Equal(2, sent.Ids.Count);
        var announcement = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.GetProperty("message").Object("albumMessage") is not null);
        Assert.Equal(2, announcement.GetProperty("message").GetProperty("albumMessage").Whole("expectedImageCount"));
        var first = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.Text("id") == sent.Ids[0].Value);
        Assert.Equal("holidays\na shore", first.GetProperty("message").GetProperty("imageMessage").Text("caption"));
        Assert.Equal(
            announcement.Text("id"),
            first.GetProperty("message").GetProperty("messageContextInfo").GetProperty("messageAssociation").GetProperty("parentMessageKey").Text("id"));
    }

    [Fact]
    public async Task A_place_a_contact_and_a_poll_arrive_as_such()
    {
        var place = await ArrivesAsync(new LocationContent(52.5, 13.4) { Name = "Café" });
        Assert.Equal("Café", place.GetProperty("locationMessage").Text("name"));

        var contact = await ArrivesAsync(new ContactsContent([new SharedContact("Bob") { Phones = ["+49 151 1"] }]));
        Assert.Contains("waid=491511", contact.GetProperty("contactMessage").Text("vcard"), StringComparison.Ordinal);

        var poll = await ArrivesAsync(new PollContent(RichText.Plain("Where?"), [new("x", RichText.Plain("here")), new("y", RichText.Plain("there"))]));
        Assert.Equal("Where?", poll.GetProperty("pollCreationMessageV3").Text("name"));
    }

    [Fact]
    public async Task A_poll_of_ones_own_hears_of_votes()
    {
        var sent = await linked.Account.SendAsync(new OutgoingMessage(
            new DeliveryId("own poll"), Bed.Chat, new PollContent(RichText.Plain("Mine?"), [new("x", RichText.Plain("yes")), new("y", RichText.Plain("no"))])), Cancellation);
        Assert.Equal(["0", "1"], sent.PollOptions);
        var received = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.Text("id") == sent.Ids[0].Value);

        await Bed.Simulation.DoAsync("vote", new
        {
            from = Bed.Alice.Number, to = Bed.Me.Number, target = sent.Ids[0].Value, author = Bed.Me.Number,
            secret = new { base64 = received.GetProperty("message").GetProperty("messageContextInfo").Text("messageSecret") }, options = new[] { "no" },
        });

        Assert.Equal(["1"], (await linked.Host.Events.FirstAsync<RemoteVote>(vote => vote.Poll == sent.Ids[0])).Options);
    }

    [Fact]
    public async Task A_reply_a_mention_and_a_reaction_name_whom_they_are_for()
    {
        var question = await Bed.SayAsync(Bed.Alice, "who?");
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == question);
        var text = new RichText("you, @Alice", [new(5, 6, new TextStyle.Mention(new RemoteUserId(Bed.Alice.Lid)))]);

        var sent = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("reply"), Bed.Chat, new TextContent(text)) { ReplyTo = new ReplyTarget(question) }, Cancellation);
        var received = (await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.Text("id") == sent.Ids[0].Value)).GetProperty("message").GetProperty("extendedTextMessage");

        Assert.Equal($"you, @{Bed.Alice.Lid}", received.Text("text"));
        Assert.Equal(question.Value, received.GetProperty("contextInfo").Text("stanzaId"));
        Assert.Equal([$"{Bed.Alice.Lid}@lid"], received.GetProperty("contextInfo").Texts("mentionedJid"));
        await linked.Account.ReactAsync(new OutgoingReactions(new DeliveryId("reaction"), Bed.Chat, question, [new Reaction("🎈")]), Cancellation);
        var reaction = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.GetProperty("message").Object("reactionMessage") is not null);
        Assert.Equal(question.Value, reaction.GetProperty("message").GetProperty("reactionMessage").GetProperty("key").Text("id"));
    }

    /// <summary>By a real mention of all; the word alone names nobody.</summary>
    [Fact]
    public async Task All_of_a_group_are_named_by_a_mention_of_all_also_in_a_change()
    {
        var group = new ChatKey(new RemoteChatId("120363000000000051@g.us"));
        await Bed.Simulation.DoAsync("group", new { id = group.Chat.Value, subject = "g", owner = Bed.Alice.Number, members = new[] { Bed.Alice.Number, Bed.Me.Number } });
        var named = new RichText("@room dinner", [new(0, 5, new TextStyle.MentionEveryone())]);

        var word = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("word"), group, new TextContent(RichText.Plain("@room is a word"))), Cancellation);
        var all = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("all"), group, new TextContent(named)), Cancellation);
        await linked.Account.EditAsync(new OutgoingEdit(new DeliveryId("all again"), group, word.Ids, new TextContent(named)), Cancellation);

        Assert.Null(NamesAll((await ReceivedAsync(word)).Object("extendedTextMessage")));
        Assert.Equal(1, NamesAll((await ReceivedAsync(all)).Object("extendedTextMessage")));
        var change = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.Text("chat") == group.Chat.Value && received.GetProperty("message").Object("protocolMessage") is not null);
        Assert.Equal(1, NamesAll(change.GetProperty("message").GetProperty("protocolMessage").Object("editedMessage")?.Object("extendedTextMessage")));

        async Task<JsonElement> ReceivedAsync(SentMessage sent) =>
            (await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.Text("id") == sent.Ids[0].Value)).GetProperty("message");

        static int? NamesAll(JsonElement? text) => text?.Object("contextInfo")?.Whole("nonJidMentions");
    }

    /// <summary>What is sent carries the chat's timer, also after a restart.</summary>
    [Fact]
    public async Task A_message_into_a_chat_with_a_timer_carries_it()
    {
        var carol = await Bed.Simulation.PersonAsync("Carol");
        await Bed.Simulation.DoAsync("send", new { from = carol.Number, to = Bed.Me.Number, message = new { protocolMessage = new { type = 3, ephemeralExpiration = 86400 } } });
        await linked.Host.Events.FirstAsync<RemoteChatChange>(change => change.Chat == Bed.ChatWith(carol));
        Assert.Equal("New messages disappear after a day from now on.", (await linked.Host.Events.FirstAsync<RemoteNotice>(notice => notice.Chat == Bed.ChatWith(carol))).Text.Text);
        Assert.Equal(TimeSpan.FromDays(1), (await linked.Account.GetChatAsync(Bed.ChatWith(carol), Cancellation)).Timer?.After);

        await Bed.SayAsync(carol, "now her name is known");
        await Bed.Simulation.DoAsync("send", new { from = carol.Number, to = Bed.Me.Number, message = new { protocolMessage = new { type = 3, ephemeralExpiration = 86400 } } });
        await linked.Host.Events.FirstAsync<RemoteNotice>(notice => notice.Text.Text == "Carol set that new messages disappear after a day.");

        await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("timed"), Bed.ChatWith(carol), new TextContent(RichText.Plain("soon gone"))), Cancellation);

        var received = await Bed.Simulation.ReceivesAsync(carol, _ => true);
        Assert.Equal(86400, received.GetProperty("message").GetProperty("extendedTextMessage").GetProperty("contextInfo").Whole("expiration"));
    }

    [Fact]
    public async Task What_says_nothing_and_what_cannot_be_changed_is_refused_in_words()
    {
        var sent = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("said"), Bed.Chat, new TextContent(RichText.Plain("said"))), Cancellation);
        var nothing = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("nothing"), Bed.Chat, new TextContent(RichText.Plain(" "))), Cancellation));
        var place = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.EditAsync(new OutgoingEdit(new DeliveryId("place"), Bed.Chat, sent.Ids, new LocationContent(1, 2)), Cancellation));
        var sticker = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.EditAsync(new OutgoingEdit(new DeliveryId("sticker"), Bed.Chat, sent.Ids, new StickerContent(new MediaFile())), Cancellation));
        var twice = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.SendAsync(
            new OutgoingMessage(new DeliveryId("twice"), Bed.Chat, new PollContent(RichText.Plain("Where?"), [new("x", RichText.Plain("here")), new("y", RichText.Plain("here"))])), Cancellation));

        Assert.All([nothing, place, sticker, twice], refusal => Assert.Equal(FailureKind.Permanent, refusal.Kind));
        Assert.Contains("empty", nothing.Message, StringComparison.Ordinal);
    }

    /// <summary>WhatsApp's apps change what is said of a file, and keep the file: who wants another one is told.</summary>
    [Fact]
    public async Task An_edit_changes_what_is_said_of_a_picture_and_neither_the_picture_nor_what_a_message_is()
    {
        using var file = new SentFile([1, 2, 3]);
        using var other = new SentFile([1, 2, 4]);
        static ImageContent Picture(SentFile file, string caption) => new(new MediaFile { Path = file.Path, Name = "a.jpg", ContentType = "image/jpeg" }) { Caption = RichText.Plain(caption) };
        var picture = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("picture"), Bed.Chat, Picture(file, "a shore")), Cancellation);
        var text = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("text"), Bed.Chat, new TextContent(RichText.Plain("said"))), Cancellation);
        var place = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("a place"), Bed.Chat, new LocationContent(1, 2)), Cancellation);

        await EditAsync(picture, Picture(file, "the shore"));
        var replaced = await Assert.ThrowsAsync<BridgeException>(() => EditAsync(picture, Picture(other, "another shore")));
        var toText = await Assert.ThrowsAsync<BridgeException>(() => EditAsync(picture, new TextContent(RichText.Plain("words"))));
        var toPicture = await Assert.ThrowsAsync<BridgeException>(() => EditAsync(text, Picture(file, "words")));
        var ofPlace = await Assert.ThrowsAsync<BridgeException>(() => EditAsync(place, new TextContent(RichText.Plain("words"))));

        Assert.All([replaced, toText, toPicture, ofPlace], refusal => Assert.Equal((FailureKind.Permanent, Certainty.NotDone), (refusal.Kind, refusal.Certainty)));
        Assert.Contains("the file of a message cannot be changed", replaced.Message, StringComparison.Ordinal);
        var change = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.GetProperty("message").Object("protocolMessage")?.Object("key")?.Text("id") == picture.Ids[0].Value);
        Assert.Equal("the shore", change.GetProperty("message").GetProperty("protocolMessage").GetProperty("editedMessage").GetProperty("imageMessage").Text("caption"));

        Task EditAsync(SentMessage sent, MessageContent content) => linked.Account.EditAsync(new OutgoingEdit(new DeliveryId($"{Guid.NewGuid()}"), Bed.Chat, sent.Ids, content), Cancellation);
    }

    /// <summary>Where a file has no place for it, its words are a message of their own.</summary>
    [Fact]
    public async Task An_edit_of_what_was_said_of_a_sound_changes_the_text_that_follows_it()
    {
        var words = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("words"), Bed.Chat, new TextContent(RichText.Plain("of the sound"))), Cancellation);
        var sound = new AudioContent(new MediaFile()) { Caption = RichText.Plain("of the song") };

        await linked.Account.EditAsync(new OutgoingEdit(new DeliveryId("words changed"), Bed.Chat, [new RemoteMessageId("THESOUND"), words.Ids[0]], sound), Cancellation);

        var change = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.GetProperty("message").Object("protocolMessage")?.Object("key")?.Text("id") == words.Ids[0].Value);
        Assert.Equal("of the song", InboxTexts.Text(change.GetProperty("message").GetProperty("protocolMessage").GetProperty("editedMessage")));
    }

    [Fact]
    public async Task A_links_preview_goes_along()
    {
        using var picture = new SentFile([1, 2, 3]);
        var preview = new LinkPreview("https://example.org/") { Title = "The title", Description = "About it", Image = new MediaFile { Path = picture.Path, ContentType = "image/jpeg" } };
        var text = (await ArrivesAsync(new TextContent(RichText.Plain("see https://example.org/")) { Previews = [preview] })).GetProperty("extendedTextMessage");

        Assert.Equal(("https://example.org/", "The title", "About it"), (text.Text("matchedText"), text.Text("title"), text.Text("description")));
        Assert.Equal([1, 2, 3], Convert.FromBase64String(text.Text("jpegThumbnail")!));
    }

    [Fact]
    public async Task A_voice_message_that_was_listened_to_is_told_as_played()
    {
        var id = await Bed.SayAsync(Bed.Alice, "hear me");
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == id);

        await linked.Account.MarkPlayedAsync(Bed.Chat, id, Cancellation);

        await Bed.Simulation.HappensAsync(happening => happening.Text("what") == "receipt" && happening.GetProperty("attributes").Text("type") == "played" && happening.GetProperty("attributes").Text("id") == id.Value);
    }

    [Fact]
    public async Task Reading_and_typing_are_told_to_whatsapp()
    {
        var id = await Bed.SayAsync(Bed.Alice, "read me");
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == id);

        await linked.Account.MarkReadAsync(Bed.Chat, id, Cancellation);
        await linked.Account.SendTypingAsync(Bed.Chat, isTyping: true, Cancellation);

        await Bed.Simulation.HappensAsync(happening => happening.Text("what") == "receipt" && happening.GetProperty("attributes").Text("type") == "read" && happening.Texts("detail").Contains(id.Value));
        await Bed.Simulation.HappensAsync(happening => happening.Text("what") == "chatstate" && happening.Texts("detail").Contains("composing"));
    }

    private async Task<JsonElement> ArrivesAsync(MessageContent content)
    {
        var sent = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId($"{Guid.NewGuid()}"), Bed.Chat, content), Cancellation);
        return (await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.Text("id") == sent.Ids[0].Value)).GetProperty("message");
    }

    private async Task<byte[]> OpenAsync(JsonElement received, string kind)
    {
        var type = kind switch { "image" => "image", "sticker" => "sticker", "voice" or "audio" => "audio", "file" => "document", _ => "video" };
        var file = await Bed.Simulation.DoAsync("file", new { path = received.Text("directPath"), type, key = new { base64 = received.Text("mediaKey") } });
        return Convert.FromBase64String(file.GetString()!);
    }
}
