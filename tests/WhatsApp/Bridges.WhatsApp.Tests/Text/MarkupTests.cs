using Bridges.Abstractions;
using Bridges.WhatsApp.Text;

namespace Bridges.WhatsApp.Tests.Text;

public sealed class MarkupTests
{
    [Theory]
    [InlineData("*bold*", "bold", "Bold")]
    [InlineData("_it_", "it", "Italic")]
    [InlineData("~no~", "no", "Strikethrough")]
    [InlineData("`code`", "code", "Code")]
    [InlineData("```mono```", "mono", "Code")]
    [InlineData("```two\nlines```", "two\nlines", "CodeBlock")]
    [InlineData("> said", "said", "Quote")]
    public void A_mark_is_a_span(string written, string text, string style)
    {
        var read = WhatsAppTextReader.Read(written, [], everyone: false);

        Assert.Equal(text, read.Text);
        var span = Assert.Single(read.Spans);
        Assert.Equal(style, span.Style.GetType().Name);
        Assert.Equal((0, text.Length), (span.Start, span.Length));
    }

    [Theory]
    [InlineData("2 * 3 * 4")]
    [InlineData("snake_case_name")]
    [InlineData("*open")]
    [InlineData("a*b*c")]
    [InlineData("** **")]
    [InlineData("``` ")]
    [InlineData("https://example.org/_tools_/*all*/~me~ is it")]
    [InlineData("see https://en.example.org/wiki/Sarah_Jessica_Parker, and https://example.org/?a=*&b=*")]
    [InlineData("www.example.org/_x_")]
    public void What_only_looks_like_a_mark_stays(string written)
    {
        var read = WhatsAppTextReader.Read(written, [], everyone: false);

        Assert.Equal(written, read.Text);
        Assert.Empty(read.Spans);
    }

    [Theory]
    [InlineData("*see https://example.org/a*b/*now* then", "see https://example.org/a*b/*now then")]
    [InlineData("_https://example.org/a_", "https://example.org/a")]
    [InlineData("*https://example.org/_a_*", "https://example.org/_a_")]
    public void Addresses_in_marks_stay_as_they_are(string written, string text)
    {
        var read = WhatsAppTextReader.Read(written, [], everyone: false);

        Assert.Equal(text, read.Text);
        Assert.Single(read.Spans);
    }

    [Fact]
    public void Marks_nest_and_mentions_take_the_persons_name()
    {
        var read = WhatsAppTextReader.Read("*_both_* for @12345", [("@12345", new RemoteUserId("12345"), "Bob")], everyone: false);

        Assert.Equal("both for @Bob", read.Text);
        Assert.Equal(3, read.Spans.Count);
    }

    [Fact]
    public void Each_code_of_a_line_is_one_and_code_may_stand_in_a_quote()
    {
        var read = WhatsAppTextReader.Read("```a b``` or ```c\nd``` then *e*\n> said ```f```\n> g", [], everyone: false);

        Assert.Equal("a b or c\nd then e\nsaid f\ng", read.Text);
        Assert.Equal(["a b", "c\nd", "e", "f", "said f\ng"], read.Spans.Select(span => read.Text.Substring(span.Start, span.Length)));
    }

    [Theory]
    [InlineData("*a ")]
    [InlineData("_a*b ~c `d")]
    [InlineData("*_~`")]
    [InlineData("*a* _b")]
    [InlineData("[*[_[")]
    public void A_line_full_of_marks_that_never_close_is_gone_through_a_few_times_at_most(string piece)
    {
        var line = string.Concat(Enumerable.Repeat(piece, 70_000 / piece.Length));
        var closings = new ClosingMarks(line, WrittenLinks.EndsIn(line));
        for (var index = 0; index < line.Length; index = Math.Max(index + 1, closings.Of(index)))
        {
        }

        Assert.InRange(closings.Looked, 0, 6 * line.Length);
    }

    /// <summary>Read whole, with the nesting, the code and the people: in a time that grows with the text, and not with its square.</summary>
    [Theory]
    [InlineData("*a ")]
    [InlineData("```a```\n")]
    [InlineData("``````\n")]
    [InlineData("> *_~a\n")]
    [InlineData("@1 @12345 ")]
    [InlineData("www.a*b ")]
    [InlineData("*_~*_~a")]
    [InlineData("\uD83D")]
    public void A_long_text_of_one_thing_is_read_at_once(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 70_000 / piece.Length));
        var people = Enumerable.Range(0, 1024).Select(index => ($"@{index}0000", new RemoteUserId($"{index}0000"), "Bob")).ToList();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.NotEmpty(WhatsAppTextReader.Read(text, people, everyone: true).Text);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void All_are_named_only_where_the_message_says_so()
    {
        Assert.Contains(WhatsAppTextReader.Read("hey @all", [], everyone: true).Spans, span => span.Style is TextStyle.MentionEveryone);
        Assert.Empty(WhatsAppTextReader.Read("hey @all", [], everyone: false).Spans);
    }

    [Fact]
    public void Spans_become_marks()
    {
        var text = new RichText("bold and a link", [new(0, 4, new TextStyle.Bold()), new(11, 4, new TextStyle.Link("https://example.org/"))]);

        Assert.Equal("*bold* and a link (https://example.org/)", WhatsAppTextWriter.Write(text).Text);
    }

    [Fact]
    public void A_mark_never_stands_beside_a_blank()
    {
        Assert.Equal("*word* next", WhatsAppTextWriter.Write(new RichText("word next", [new(0, 5, new TextStyle.Bold())])).Text);
    }

    [Fact]
    public void Marks_do_not_go_over_the_end_of_a_line()
    {
        Assert.Equal("*one*\n\n*two* three", WhatsAppTextWriter.Write(new RichText("one\n\ntwo three", [new(0, 8, new TextStyle.Bold())])).Text);
        Assert.Equal("_waves_\n_and goes_", WhatsAppTextWriter.Write(RichText.Plain("waves\nand goes"), TextManner.Emote).Text);
        Assert.Equal("> *one*\n> *two*", WhatsAppTextWriter.Write(new RichText("one\ntwo", [new(0, 7, new TextStyle.Quote()), new(0, 7, new TextStyle.Bold())])).Text);
    }

    [Fact]
    public void There_are_no_marks_within_code_and_those_around_it_stay()
    {
        Assert.Equal("```a b c```", WhatsAppTextWriter.Write(new RichText("a b c", [new(0, 5, new TextStyle.CodeBlock()), new(2, 1, new TextStyle.Bold())])).Text);
        Assert.Equal("*`a`* b", WhatsAppTextWriter.Write(new RichText("a b", [new(0, 1, new TextStyle.Code()), new(0, 1, new TextStyle.Bold())])).Text);
    }

    [Theory]
    [InlineData(" x", " `x`", " ~`x`~")]
    [InlineData("x ", "`x` ", "~`x`~ ")]
    [InlineData("a\nb", "`a`\n`b`", "~`a`~\n~`b`~")]
    public void Code_keeps_its_marks_and_those_around_it_where_blanks_and_lines_divide_it(string words, string said, string struck)
    {
        var code = new TextSpan(0, words.Length, new TextStyle.Code());

        Assert.Equal(said, WhatsAppTextWriter.Write(new RichText(words, [code])).Text);
        Assert.Equal(struck, WhatsAppTextWriter.Write(new RichText(words, [code, code with { Style = new TextStyle.Strikethrough() }])).Text);
    }

    [Theory]
    [InlineData("www.example.org", "https://www.example.org", "www.example.org")]
    [InlineData("https://example.org", "https://example.org/", "https://example.org")]
    [InlineData("me@example.org", "mailto:me@example.org", "me@example.org")]
    [InlineData("call us", "tel:+49301234", "call us (+49301234)")]
    public void An_address_is_said_where_the_words_do_not_say_it(string words, string url, string said)
    {
        Assert.Equal(said, WhatsAppTextWriter.Write(new RichText(words, [new(0, words.Length, new TextStyle.Link(url))])).Text);
    }

    [Fact]
    public void A_mention_becomes_the_number_that_apps_turn_into_a_name()
    {
        var written = WhatsAppTextWriter.Write(new RichText("ask @Bob now", [new(4, 4, new TextStyle.Mention(new RemoteUserId("900000001")))]));

        Assert.Equal("ask @900000001 now", written.Text);
        Assert.Equal("900000001", Assert.Single(written.Mentions));
    }

    /// <summary>Only a real mention of all mentions all.</summary>
    [Fact]
    public void All_are_mentioned_by_a_mention_of_all_and_not_by_its_words()
    {
        Assert.True(WhatsAppTextWriter.Write(new RichText("@room hi", [new(0, 5, new TextStyle.MentionEveryone())])).Everyone);
        Assert.False(WhatsAppTextWriter.Write(RichText.Plain("@room hi")).Everyone);
    }

    [Fact]
    public void A_quote_is_marked_on_each_of_its_lines()
    {
        Assert.Equal("> one\n> two\nthree", WhatsAppTextWriter.Write(new RichText("one\ntwo\nthree", [new(0, 7, new TextStyle.Quote())])).Text);
    }

    /// <summary>In a time that grows with the text, and not with its square.</summary>
    [Fact]
    public void A_long_text_full_of_marks_is_written_at_once()
    {
        var text = string.Concat(Enumerable.Repeat("ab\n ", 16_000));
        var spans = Enumerable.Range(0, 16_000).Select(word => new TextSpan(4 * word, 2, word % 2 == 0 ? new TextStyle.Bold() : new TextStyle.Quote())).ToList();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var written = WhatsAppTextWriter.Write(new RichText(text, spans)).Text;

        Assert.StartsWith("*ab*\n > ab\n *ab*", written, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }
}
