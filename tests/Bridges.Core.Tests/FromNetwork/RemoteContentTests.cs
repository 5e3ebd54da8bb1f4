using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromNetwork;

public sealed class RemoteContentTests
{
    [Fact]
    public async Task Answer_rings_for_whom_it_answers()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var said = StubEvents.Text(cargo.Room, cargo.Bridge.Alice, "what do you think?");
        await cargo.Bridge.PushAsync(said);
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send");

        await cargo.ReceiveAsync(new TextContent(RichText.Plain("I think so")), message => message with { ReplyTo = new ReplyTarget(new("1001")) });

        var answer = await cargo.SeesAsync(sent => sent.Body == "I think so");
        Assert.Equal(cargo.Bridge.Alice, Assert.Single(answer.Content.GetProperty("m.mentions").GetProperty("user_ids").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Signature_quote_of_another_chat_and_buttons_are_shown()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.ReceiveAsync(new TextContent(RichText.Plain("news")), message => message with
        {
            Signature = "Bob B.",
            ReplyTo = new ReplyTarget(new("7")) { OtherChat = new ChatKey(new("elsewhere")), Excerpt = "what was said", Link = "https://test.example/x" },
            Choices = [new MessageChoice("a", "Yes"), new MessageChoice("b", "More", "https://test.example/more")],
        });

        var shown = await cargo.SeesAsync(sent => sent.Body?.Contains("news", StringComparison.Ordinal) == true);
        Assert.Equal("> what was said\n(in another chat) (https://test.example/x)\nnews\n— Bob B.\n1. Yes\n2. More (https://test.example/more)", shown.Body);
    }

    [Fact]
    public async Task Answer_to_what_is_older_than_the_room_shows_how_that_begins()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Old["3"] = new TextContent(RichText.Plain("shall we meet?"));
        cargo.Account.Old["4"] = new VoiceContent(new MediaFile());
        cargo.Account.Old["6"] = new TextContent(new RichText("it was the gardener", [new TextSpan(7, 12, new TextStyle.Spoiler(null))]));
        cargo.Account.Old["7"] = new TextContent(RichText.Plain(new string('a', 199) + "😀"));

        foreach (var (target, text, shown) in new[]
        {
            ("3", "yes", "> shall we meet?\nyes"), ("4", "what?", "> voice message\nwhat?"), ("6", "who?", "> it was [Spoiler]\nwho?"),
            ("7", "long", $"> {new string('a', 199)}…\nlong"), ("5", "to what is gone", "to what is gone"),
        })
        {
            await cargo.ReceiveAsync(new TextContent(RichText.Plain(text)), message => message with { ReplyTo = new ReplyTarget(new(target)) });
            await cargo.SeesAsync(sent => sent.Body == shown);
        }
    }

    [Fact]
    public async Task Account_that_cannot_say_what_is_answered_is_asked_again_after_a_minute()
    {
        var clock = new TestClock();
        await using var cargo = await CargoBridge.StartAsync(clock: clock);
        cargo.Account.Old["3"] = new TextContent(RichText.Plain("shall we meet?"));
        cargo.Account.ReadRefusal = BridgeException.Transient("Not now.");

        await AnswerAsync("one", shown: "one");
        cargo.Account.ReadRefusal = null;
        await AnswerAsync("two", shown: "two");
        Assert.Equal(1, cargo.Account.Read);
        await clock.PassUntilAsync(Task.Delay(TimeSpan.FromMinutes(1), clock.Time));
        await clock.PassUntilAsync(AnswerAsync("three", shown: "> shall we meet?\nthree"));

        async Task AnswerAsync(string text, string shown)
        {
            await cargo.ReceiveAsync(new TextContent(RichText.Plain(text)), message => message with { ReplyTo = new ReplyTarget(new("3")) });
            await cargo.SeesAsync(sent => sent.Body == shown);
        }
    }

    [Fact]
    public async Task Button_is_pressed_by_answering_with_its_number()
    {
        await using var cargo = await CargoBridge.StartAsync();
        await cargo.ReceiveAsync(new TextContent(RichText.Plain("tea?")), message => message with { Choices = [new MessageChoice("a", "Yes"), new MessageChoice("b", "No")] });
        var asked = await cargo.SeesAsync(sent => sent.Body?.StartsWith("tea?", StringComparison.Ordinal) == true);

        await AnswerAsync(cargo, asked.EventId, "2");
        Assert.Equal("b", (await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "press")).Text);
        await cargo.SeesAsync(sent => sent.Body == "You pressed No.");
        await AnswerAsync(cargo, asked.EventId, "3");

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed is { What: "send", Text: "3" });
    }

    [Fact]
    public async Task Links_to_bridged_messages_lead_to_them_on_the_other_side()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var id = await cargo.ReceiveAsync(new TextContent(RichText.Plain("the message")));
        var target = await cargo.SeesAsync(sent => sent.Body == "the message");

        await cargo.ReceiveAsync(new TextContent(RichText.Plain($"see https://test.example/m/{id} or https://test.example/m/unknown")));
        var linked = await cargo.SeesAsync(sent => sent.Body?.StartsWith("see", StringComparison.Ordinal) == true);
        var permalink = $"https://matrix.to/#/{Uri.EscapeDataString(cargo.Room)}/{Uri.EscapeDataString(target.EventId)}?via=hs.test";
        Assert.Equal($"see <a href=\"{permalink}\">https://test.example/m/{id}</a> or https://test.example/m/unknown", linked.Content.GetProperty("formatted_body").GetString());

        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject
        {
            ["msgtype"] = "m.text", ["body"] = "there", ["format"] = "org.matrix.custom.html", ["formatted_body"] = $"<a href=\"{permalink}\">there</a>",
        }));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.Text == "there");
        Assert.Equal(new TextStyle.Link($"https://test.example/m/{id}"), Assert.Single(((TextContent)cargo.Bridge.Network.Sent.Last().Content).Text.Spans).Style);
    }

    [Fact]
    public async Task Contact_is_text_and_its_card_a_file()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.ReceiveAsync(new ContactsContent([new SharedContact("Carol") { Phones = ["+49 1"], VCard = "BEGIN:VCARD\nEND:VCARD" }]));
        await cargo.ReceiveAsync(new ContactsContent([new SharedContact(" ") { Phones = ["+49 2"] }]));

        var withCard = await cargo.SeesAsync(sent => sent.Body?.Contains("+49 1", StringComparison.Ordinal) == true);
        Assert.Equal(("m.file", "Carol.vcf", "👤 Carol\n+49 1"), (withCard.Content.GetProperty("msgtype").GetString(), withCard.Content.GetProperty("filename").GetString(), withCard.Body));
        Assert.StartsWith("BEGIN:VCARD", cargo.FileAt(withCard.Content.GetProperty("url").GetString()), StringComparison.Ordinal);
        Assert.Equal("👤 +49 2\n+49 2", (await cargo.SeesAsync(sent => sent.Body?.Contains("+49 2", StringComparison.Ordinal) == true)).Body);
    }

    [Fact]
    public async Task Custom_emoji_is_a_picture_whose_text_can_be_read_and_goes_back_as_itself()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var emoji = new TextStyle.CustomEmoji("e5") { Picture = cargo.Account.File("e5", "image/webp 100x100") };

        await cargo.ReceiveAsync(new TextContent(new RichText("🎉", [new TextSpan(0, 2, emoji)])));

        var shown = await cargo.SeesAsync(sent => sent.Body == "🎉");
        var html = shown.Content.GetProperty("formatted_body").GetString()!;
        Assert.Contains("data-mx-emoticon", html, StringComparison.Ordinal);
        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject
        {
            ["msgtype"] = "m.text", ["body"] = "🎉", ["format"] = "org.matrix.custom.html", ["formatted_body"] = html,
        }));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send");
        Assert.Equal(new TextSpan(0, 2, new TextStyle.CustomEmoji("e5")), Assert.Single(((TextContent)cargo.Bridge.Network.Sent.Last().Content).Text.Spans));
    }

    [Fact]
    public async Task Custom_emoji_that_cannot_be_had_or_are_too_many_stay_ordinary_ones_and_each_is_fetched_once()
    {
        const int Many = 25;
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.BeforeFetch = (fetch, _) => fetch.Reference.Key == "e0" ? throw BridgeException.Permanent("It is gone.") : Task.CompletedTask;
        var spans = Enumerable.Range(0, Many).SelectMany(number => new[] { number * 2, (Many + number) * 2 }.Select(start =>
            new TextSpan(start, 2, new TextStyle.CustomEmoji($"e{number}") { Picture = cargo.Account.File($"e{number}", "image/webp 100x100") })));
        var text = string.Concat(Enumerable.Repeat("🎉", Many * 2));

        // A message waits only a moment for pictures that are new here; those of the second one are not.
        await cargo.ReceiveAsync(new TextContent(new RichText(text, [.. spans])));
        await cargo.SeesAsync(sent => sent.Body == text);
        await TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.Bridge.Homeserver.Media.Files.Values.Count(file => file is not null) == 19));
        await cargo.Bridge.WaitUntilIdleAsync();
        await cargo.ReceiveAsync(new TextContent(new RichText($"{text} again", [.. spans])));

        var html = (await cargo.SeesAsync(sent => sent.Body == $"{text} again")).Content.GetProperty("formatted_body").GetString()!;
        Assert.Equal(38, Occurrences(html, "<img"));
        Assert.All(cargo.Account.Fetched.Where(fetched => fetched.Key != "e0"), fetched => Assert.Equal(1, fetched.Value));
    }

    [Fact]
    public async Task Preview_comes_along()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.ReceiveAsync(new TextContent(RichText.Plain("https://x.org"))
        {
            Previews = [new LinkPreview("https://x.org") { Title = "X", Image = cargo.Account.File("x", "image/jpeg 4x3") }],
        });

        var preview = (await cargo.SeesAsync(sent => sent.Body == "https://x.org")).Content.GetProperty("com.beeper.linkpreviews")[0];
        Assert.Equal(("https://x.org", "X", 4), (preview.GetProperty("matched_url").GetString(), preview.GetProperty("og:title").GetString(), preview.GetProperty("og:image:width").GetInt32()));
    }

    [Fact]
    public async Task What_has_no_form_is_told_with_its_link()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.ReceiveAsync(new UnsupportedContent("an invoice: Tea, 3 EUR") { Link = "https://test.example/pay", Details = ["Due tomorrow"] });
        await cargo.ReceiveAsync(new UnsupportedContent("🎲 4") { IsComplete = true });

        var invoice = await cargo.SeesAsync(sent => sent.Body?.Contains("invoice", StringComparison.Ordinal) == true);
        Assert.Equal("(an invoice: Tea, 3 EUR)\nDue tomorrow\nhttps://test.example/pay", invoice.Body);
        await cargo.SeesAsync(sent => sent.Body == "🎲 4");
    }

    [Fact]
    public async Task Room_says_what_the_account_takes()
    {
        await using var cargo = await CargoBridge.StartAsync();

        var features = (await cargo.SeesAsync(sent => sent.Type == "com.beeper.room_features")).Content;
        Assert.Equal((2, 2, -2), (features.GetProperty("poll").GetInt32(), features.GetProperty("reaction").GetInt32(), features.GetProperty("thread").GetInt32()));
        Assert.Equal((false, false), (features.GetProperty("delete_chat").GetBoolean(), features.GetProperty("delete_chat_for_everyone").GetBoolean()));
        var files = features.GetProperty("file");
        Assert.True(files.TryGetProperty("m.sticker", out _));
        Assert.True(files.GetProperty("m.image").GetProperty("view_once").GetBoolean());
        Assert.False(files.GetProperty("m.file").TryGetProperty("view_once", out _));
    }

    [Fact]
    public async Task Who_has_read_a_message_is_shown()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var said = StubEvents.Text(cargo.Room, cargo.Bridge.Alice, "hello");
        await cargo.Bridge.PushAsync(said);
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send");
        await cargo.Bridge.WaitUntilIdleAsync();

        await cargo.HappensAsync(new RemoteMessageState { Chat = CargoBridge.Chat, Messages = [new("1001")], Receiver = new("bob"), State = MessageState.Read, Timestamp = TimeProvider.System.GetUtcNow() });

        await cargo.Bridge.Homeserver.Requests.WaitForAsync(
            "Bob's receipt", request => request.Parts is ["rooms", _, "receipt", "m.read", var read] && read == said["event_id"]!.GetValue<string>() && request.UserId == cargo.Bob, TestBridge.Patience);
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    private static Task AnswerAsync(CargoBridge cargo, string target, string text) => cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject
    {
        ["msgtype"] = "m.text",
        ["body"] = text,
        ["m.relates_to"] = new JsonObject { ["m.in_reply_to"] = new JsonObject { ["event_id"] = target } },
    }));
}
