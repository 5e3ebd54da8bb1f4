using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;

namespace Bridges.EndToEnd.Tests.Messages;

public sealed class FormattingTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    public static TheoryData<string, TextEntity, string> FromTelegram => new()
    {
        { "some bold text", new(EntityKind.Bold, 5, 4), "some <strong>bold</strong> text" },
        { "some italic text", new(EntityKind.Italic, 5, 6), "some <em>italic</em> text" },
        { "some underlined text", new(EntityKind.Underline, 5, 10), "some <u>underlined</u> text" },
        { "some struck text", new(EntityKind.Strike, 5, 6), "some <del>struck</del> text" },
        { "some code in a line", new(EntityKind.Code, 5, 4), "some <code>code</code> in a line" },
        { "let x = 1;", new(EntityKind.Pre, 0, 10) { Language = "rust" }, "<pre><code class=\"language-rust\">let x = 1;</code></pre>" },
        { "a block", new(EntityKind.Pre, 0, 7), "<pre><code>a block</code></pre>" },
        { "a quotation", new(EntityKind.Blockquote, 0, 11), "<blockquote>a quotation</blockquote>" },
        { "he dies in the end", new(EntityKind.Spoiler, 3, 4), "he <span data-mx-spoiler>dies</span> in the end" },
        { "some link here", new(EntityKind.TextUrl, 5, 4) { Url = "https://example.org/a?b=1&c=2" }, "some <a href=\"https://example.org/a?b=1&amp;c=2\">link</a> here" },
        { "👩‍👩‍👧 and 😀 bold 😀", new(EntityKind.Bold, 16, 4), "👩‍👩‍👧 and 😀 <strong>bold</strong> 😀" },
    };

    public static TheoryData<string, string, EntityKind, string> FromMatrix => new()
    {
        { "some <b>heavy</b> text", "some heavy text", EntityKind.Bold, "heavy" },
        { "some <em>slanted</em> text", "some slanted text", EntityKind.Italic, "slanted" },
        { "some <u>lined</u> text", "some lined text", EntityKind.Underline, "lined" },
        { "some <del>wrong</del> text", "some wrong text", EntityKind.Strike, "wrong" },
        { "some <code>a &lt; b</code> text", "some a < b text", EntityKind.Code, "a < b" },
        { "<pre><code class=\"language-csharp\">var y = 2;\n</code></pre>", "var y = 2;", EntityKind.Pre, "var y = 2;" },
        { "<blockquote>as he said</blockquote>indeed", "as he said\nindeed", EntityKind.Blockquote, "as he said" },
        { "she <span data-mx-spoiler>wins</span> at last", "she wins at last", EntityKind.Spoiler, "wins" },
        { "she <span data-mx-spoiler=\"the ending\">wins</span>", "she (the ending) wins", EntityKind.Spoiler, "wins" },
        { "ask <a href=\"mailto:bob@example.org\">Bob</a> <b>soon</b>", "ask Bob (bob@example.org) soon", EntityKind.Bold, "soon" },
        { "a <a href=\"https://example.org/\">place</a> to see", "a place to see", EntityKind.TextUrl, "place" },
        { "👩‍👩‍👧 or 😀 <b>heavy</b> 😀", "👩‍👩‍👧 or 😀 heavy 😀", EntityKind.Bold, "heavy" },
    };

    [Theory]
    [MemberData(nameof(FromTelegram))]
    public async Task Formatting_on_Telegram_is_seen_on_Matrix(string text, TextEntity entity, string html)
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        talk.Bob.SendText(talk.Chat, text, [entity]);

        var arrived = await talk.SeeAsync("m.room.message", seen => seen.Html == html, Cancellation);
        Assert.Equal(talk.Ghost, arrived.Sender);
        Assert.Equal("m.text", arrived.MessageType);
    }

    [Theory]
    [MemberData(nameof(FromMatrix))]
    public async Task Formatting_on_Matrix_is_seen_on_Telegram(string html, string text, EntityKind kind, string formatted)
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        await talk.Alice.Matrix.SendHtmlAsync(talk.Room, text, html, Cancellation);

        var arrived = await talk.ReachesTelegramAsync(text, Cancellation);
        var entity = Assert.Single(arrived.Entities);
        Assert.Equal((kind, formatted), (entity.Kind, text.Substring(entity.Offset, entity.Length)));
    }

    [Fact]
    public async Task Nested_formatting_goes_both_ways()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        talk.Bob.SendText(
            talk.Chat,
            "one two three",
            [new(EntityKind.Bold, 0, 13), new(EntityKind.Italic, 4, 9), new(EntityKind.TextUrl, 8, 5) { Url = "https://example.org/" }]);
        await talk.Alice.Matrix.SendHtmlAsync(
            talk.Room, "four five six", "<b>four <i>five <a href=\"https://example.org/\">six</a></i></b>", Cancellation);

        var onMatrix = await talk.HearAsync("one two three (https://example.org/)", Cancellation);
        Assert.Contains("three</", onMatrix.Html, StringComparison.Ordinal);
        Assert.Equal(
            ["<a href=\"https://example.org/\">", "<em>", "<strong>"],
            new[] { "<a href=\"https://example.org/\">", "<em>", "<strong>" }.Where(onMatrix.Html!.Contains));
        var onTelegram = await talk.ReachesTelegramAsync("four five six", Cancellation);
        Assert.Equal("four five six", Covered(onTelegram, EntityKind.Bold));
        Assert.Equal("five six", Covered(onTelegram, EntityKind.Italic));
        Assert.Equal("six", Covered(onTelegram, EntityKind.TextUrl));
    }

    [Fact]
    public async Task Line_breaks_and_markup_characters_stay_what_they_are()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        const string Text = "1 < 2 & \"three\"\n\n<b>not bold</b> *nor this*";

        var (_, arrived) = await talk.BobSaysAsync(Text, Cancellation);
        var (_, sent) = await talk.AliceSaysAsync(Text, Cancellation);

        Assert.Null(arrived.Html);
        Assert.Empty(sent.Entities);
    }

    private static string Covered(Message message, EntityKind kind) =>
        string.Concat(message.Entities.Where(entity => entity.Kind == kind).OrderBy(entity => entity.Offset)
            .Select(entity => message.Text.Substring(entity.Offset, entity.Length)));
}
