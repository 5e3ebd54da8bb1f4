using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Tests.Beds;
using Bridges.Telegram.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Bridges.Telegram.Tests.Text;

public sealed class SpanLayoutTests
{
    [Fact]
    public void A_link_is_kept_where_inline_code_meets_it()
    {
        var arranged = Arrange("see code here", new(0, 13, new TextStyle.Code()), new(4, 4, new TextStyle.Link("https://a.b")));

        Assert.Equal(
            [new(0, 4, new TextStyle.Code()), new(4, 4, new TextStyle.Link("https://a.b")), new(8, 5, new TextStyle.Code())],
            arranged.OrderBy(span => span.Start));
    }

    [Fact]
    public void A_block_of_code_excludes_links_and_mentions()
    {
        var arranged = Arrange(
            "let x = y",
            new(0, 9, new TextStyle.CodeBlock("cs")),
            new(0, 3, new TextStyle.Link("https://a.b")),
            new(4, 1, new TextStyle.Mention(new RemoteUserId("1"))));

        Assert.Equal([new(0, 9, new TextStyle.CodeBlock("cs"))], arranged);
    }

    [Fact]
    public void Quotes_that_overlap_are_one_and_cut_the_link_that_leaves_them()
    {
        var arranged = Arrange(
            "quoted and more", new(0, 4, new TextStyle.Quote()), new(2, 4, new TextStyle.Quote()), new(4, 8, new TextStyle.Link("https://a.b")));

        Assert.Equal(
            [new(0, 6, new TextStyle.Quote()), new(4, 2, new TextStyle.Link("https://a.b")), new(6, 6, new TextStyle.Link("https://a.b"))],
            arranged);
    }

    [Fact]
    public void A_span_never_cuts_a_character_in_two()
    {
        var arranged = Arrange("a😀b", new TextSpan(2, 2, new TextStyle.Bold()));

        Assert.Equal([new(1, 3, new TextStyle.Bold())], arranged);
    }

    [Property(MaxTest = 500)]
    public Property What_is_written_lies_inside_the_text_and_never_meets_what_excludes_it() =>
        Prop.ForAll(RichTexts.Any, text =>
        {
            var written = TdObjects.Parse(FormattedTextWriter.Write(text, RichTexts.State).ToJsonString());
            var read = FormattedTextReader.Read(written, RichTexts.State);
            var exclusive = read.Spans.Where(span => IsExclusive(span.Style)).ToList();
            var quotes = read.Spans.Where(span => span.Style is TextStyle.Quote).ToList();
            return read.Text == text.Text
                && written.Items("entities").All(entity => entity.Number("offset") >= 0 && entity.Number("length") > 0
                    && entity.Number("offset") + entity.Number("length") <= text.Text.Length)
                && read.Spans.All(span => !CutsCharacter(text.Text, span.Start) && !CutsCharacter(text.Text, span.End))
                && exclusive.All(span => exclusive.TrueForAll(other => ReferenceEquals(span, other) || !Meet(span, other)))
                && exclusive.All(span => quotes.TrueForAll(quote => !Meet(span, quote) || (quote.Start <= span.Start && span.End <= quote.End)));
        });

    [Property(MaxTest = 500)]
    public Property Styles_that_exclude_nothing_come_back_as_they_were() =>
        Prop.ForAll(RichTexts.Any, text =>
        {
            var simple = text with { Spans = [.. text.Spans.Where(span => !IsExclusive(span.Style) && span.Style is not TextStyle.Quote && IsInside(span, text.Text))] };
            var read = FormattedTextReader.Read(TdObjects.Parse(FormattedTextWriter.Write(simple, RichTexts.State).ToJsonString()), RichTexts.State);
            return read == simple;
        });

    [Property(MaxTest = 500)]
    public Property One_span_of_any_style_comes_back_as_it_was() =>
        Prop.ForAll(RichTexts.Any, text => text.Spans.Where(span => IsInside(span, text.Text)).All(span =>
        {
            var single = new RichText(text.Text, [span]);
            return FormattedTextReader.Read(TdObjects.Parse(FormattedTextWriter.Write(single, RichTexts.State).ToJsonString()), RichTexts.State) == single;
        }));

    private static IReadOnlyList<TextSpan> Arrange(string text, params TextSpan[] spans) => SpanLayout.Arrange(new RichText(text, spans), _ => true);

    private static bool IsExclusive(TextStyle style) =>
        style is TextStyle.Code or TextStyle.CodeBlock or TextStyle.Link or TextStyle.Mention or TextStyle.CustomEmoji;

    private static bool Meet(TextSpan one, TextSpan other) => one.Start < other.End && other.Start < one.End;

    private static bool IsInside(TextSpan span, string text) =>
        span.Start >= 0 && span.Length > 0 && span.End <= text.Length && !CutsCharacter(text, span.Start) && !CutsCharacter(text, span.End);

    private static bool CutsCharacter(string text, int position) =>
        position > 0 && position < text.Length && char.IsSurrogatePair(text[position - 1], text[position]);
}
