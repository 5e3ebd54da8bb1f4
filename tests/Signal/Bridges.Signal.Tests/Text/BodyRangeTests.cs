using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Signal.Text;

namespace Bridges.Signal.Tests.Text;

public sealed class BodyRangeTests
{
    private const string Bob = "5e2f6c2a-1111-4222-8333-944455566677";

    [Fact]
    public void A_mention_in_the_middle_moves_the_styles_behind_it()
    {
        var read = Read("hi \uFFFC bold", (0, 2, "italic", null), (3, 1, null, Bob), (5, 4, "bold", null));

        Assert.Equal("hi @Robert bold", read.Text);
        Assert.Equal(
            [new TextSpan(0, 2, new TextStyle.Italic()), new TextSpan(3, 7, new TextStyle.Mention(new RemoteUserId(Bob))), new TextSpan(11, 4, new TextStyle.Bold())],
            read.Spans.OrderBy(span => span.Start));
    }

    [Fact]
    public void Ranges_that_do_not_fit_are_left_out()
    {
        var read = Read("short", (-1, 2, "bold", null), (3, 10, "bold", null), (0, 0, "bold", null), (1, 1, "unheard-of", null));

        Assert.Equal(RichText.Plain("short"), read);
    }

    [Fact]
    public void A_link_gets_its_address_behind_it_unless_it_is_the_text()
    {
        var written = Write(new RichText("here and https://b.example/", [new(0, 4, new TextStyle.Link("https://a.example/")), new(9, 18, new TextStyle.Link("https://b.example"))]));

        Assert.Equal("here (https://a.example/) and https://b.example/", written.GetProperty("text").GetString());
    }

    /// <summary>Whatever scheme it has: what is not said is lost.</summary>
    [Theory]
    [InlineData("call us", "tel:+49301234", "call us (+49301234)")]
    [InlineData("+49 30 1234", "tel:+49301234", "+49 30 1234")]
    [InlineData("the film", "magnet:?xt=urn:btih:abc", "the film (magnet:?xt=urn:btih:abc)")]
    [InlineData("www.example.org", "https://www.example.org/", "www.example.org")]
    [InlineData("me@example.org", "mailto:me@example.org", "me@example.org")]
    public void An_address_is_said_where_the_words_do_not_say_it(string words, string url, string said)
    {
        Assert.Equal(said, Write(new RichText(words, [new(0, words.Length, new TextStyle.Link(url))])).GetProperty("text").GetString());
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var text = new RichText("ab cd ef", [new(0, 2, new TextStyle.Bold()), new(3, 2, new TextStyle.Spoiler()), new(0, 8, new TextStyle.Strikethrough()), new(6, 2, new TextStyle.Code())]);

        var read = BodyRangeReader.Read(Write(text), _ => "Robert");

        Assert.Equal(text.Text, read.Text);
        Assert.Equal(text.Spans.OrderBy(Order), read.Spans.OrderBy(Order));

        static string Order(TextSpan span) => $"{span.Start}.{span.Length}.{span.Style}";
    }

    [Fact]
    public void A_mention_is_one_character_and_keeps_the_styles_around_it()
    {
        var written = Write(new RichText("to @Robert now", [new(3, 7, new TextStyle.Mention(new RemoteUserId(Bob))), new(0, 14, new TextStyle.Bold())]));

        Assert.Equal("to \uFFFC now", written.GetProperty("text").GetString());
        Assert.Equal([(0, 8), (3, 1)], written.GetProperty("ranges").EnumerateArray().Select(range => (range.GetProperty("start").GetInt32(), range.GetProperty("length").GetInt32())));
    }

    [Fact]
    public void Places_are_counted_as_Signal_counts_them_also_behind_an_emoji()
    {
        var read = Read("👦🏿 \uFFFC hi", (5, 1, null, Bob), (7, 2, "bold", null));

        Assert.Equal("👦🏿 @Robert hi", read.Text);
        Assert.Equal(["@Robert", "hi"], read.Spans.OrderBy(span => span.Start).Select(span => read.Text.Substring(span.Start, span.Length)));
        Assert.Equal((5, 1), Write(read).GetProperty("ranges")[0] is var mention ? (mention.GetProperty("start").GetInt32(), mention.GetProperty("length").GetInt32()) : default);
    }

    private static RichText Read(string text, params (int Start, int Length, string? Style, string? Mention)[] ranges) =>
        BodyRangeReader.Read(JsonSerializer.SerializeToElement(new { text, ranges = ranges.Select(range => new { start = range.Start, length = range.Length, style = range.Style, mention = range.Mention }) }), _ => "Robert");

    private static JsonElement Write(RichText text) => JsonSerializer.SerializeToElement(BodyRangeWriter.Write(text));
}
