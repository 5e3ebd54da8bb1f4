using Bridges.Abstractions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Bridges.Matrix.Tests;

public sealed class RoundTripTests
{
    private static readonly TextStyle[] InlineStyles =
    [
        new TextStyle.Bold(), new TextStyle.Italic(), new TextStyle.Underline(), new TextStyle.Strikethrough(), new TextStyle.Code(),
        new TextStyle.Spoiler(), new TextStyle.Spoiler("why"), new TextStyle.Link("https://x.org/?a&b"), new MatrixUserMention(new UserId("@a:hs.test")),
    ];

    private static readonly TextStyle[] BlockStyles = [new TextStyle.Quote(), new TextStyle.CodeBlock(), new TextStyle.CodeBlock("rust")];

    private static Gen<string> Words => Gen.Elements("a", "bc", "<b>", "&amp;", "\"'", "😀", "é", " ", "  ", "x y").NonEmptyListOf().Select(string.Concat);

    private static Gen<RichText> Texts =>
        from lines in Words.Select(static line => $"[{line}]").NonEmptyListOf()
        let text = string.Join('\n', lines)
        from count in Gen.Choose(0, 12)
        from inline in InlineSpan(text.Length).ListOf(count)
        from block in BlockSpan(lines)
        select new RichText(text, [.. inline, .. block]);

    [Property(MaxTest = 2000)]
    public Property Text_and_the_styles_of_each_character_survive() => Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        var sound = SpanRules.Apply(text);
        var formatted = MatrixHtml.FromRichText(text, static _ => null);
        if (formatted.FormattedBody is not { } html)
        {
            return sound.Spans.Count == 0;
        }

        var back = MatrixHtml.ToRichText(html);
        Assert.Equal(text.Text, back.Text.Replace('\u00A0', ' '));
        for (var position = 0; position < text.Text.Length; position++)
        {
            if (!char.IsWhiteSpace(text.Text[position]))
            {
                Assert.Equal(StylesAt(sound, position), StylesAt(back, position));
            }
        }

        return true;
    });

    private static Gen<TextSpan> InlineSpan(int length) =>
        from start in Gen.Choose(-1, length)
        from count in Gen.Choose(0, length)
        from style in Gen.Elements(InlineStyles)
        select new TextSpan(start, count, style);

    // Blocks are whole lines.
    private static Gen<TextSpan[]> BlockSpan(IReadOnlyList<string> lines) =>
        from first in Gen.Choose(0, lines.Count - 1)
        from last in Gen.Choose(first, lines.Count - 1)
        from style in Gen.Elements(BlockStyles)
        from wanted in Gen.Elements(true, false)
        let start = lines.Take(first).Sum(static line => line.Length + 1)
        let length = lines.Skip(first).Take(last - first + 1).Sum(static line => line.Length + 1) - 1
        select wanted ? new[] { new TextSpan(start, length, style) } : [];

    // Only one link can be, and code says nothing more within a block of code.
    [Fact]
    public void Custom_emoji_survives_and_reads_as_its_text()
    {
        var emoji = new MatrixEmoji(new MxcUri("mxc://hs.test/a"));
        var text = new RichText("so 😀\"!", [new TextSpan(3, 3, emoji), new TextSpan(0, 7, new TextStyle.Bold())]);

        var formatted = MatrixHtml.FromRichText(text, static _ => null);

        Assert.Equal(text.Text, formatted.Body);
        Assert.Equal("<strong>so <img data-mx-emoticon=\"\" src=\"mxc://hs.test/a\" alt=\"&#128512;&quot;\" title=\"&#128512;&quot;\" height=\"32\"/>!</strong>", formatted.FormattedBody);
        Assert.Contains(new TextSpan(3, 3, emoji), MatrixHtml.ToRichText(formatted.FormattedBody!).Spans);
    }

    private static HashSet<string> StylesAt(RichText text, int position)
    {
        var styles = text.Spans.Where(span => span.Start <= position && position < span.End).Select(span => span.Style).ToList();
        var inBlock = styles.Exists(style => style is TextStyle.CodeBlock);
        return
        [
            .. styles.Where(style => !(inBlock && style is TextStyle.Code))
                .Select(style => style is TextStyle.Link or MatrixUserMention ? "link" : style is TextStyle.Spoiler ? "spoiler" : style.ToString()),
        ];
    }
}
