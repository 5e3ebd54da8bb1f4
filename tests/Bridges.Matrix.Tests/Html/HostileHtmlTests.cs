using System.Diagnostics;
using System.Text;
using Bridges.Abstractions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Bridges.Matrix.Tests;

public sealed class HostileHtmlTests
{
    // Linear time needs a small part of it, quadratic time many times as much.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly string[] Pieces =
    [
        "<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<ul>", "<ol start=-5>", "<li>", "</li>", "</ul>", "<pre>", "</pre>", "<code class=language-x>", "</code>",
        "<blockquote>", "</blockquote>", "<a href=https://x.org>", "<a href='https://matrix.to/#/@a:b'>", "</a>", "<table>", "<tr>", "<td>", "</td>", "</table>",
        "<br>", "<hr>", "<img alt=x>", "<span data-mx-spoiler>", "</span>", "<mx-reply>", "</mx-reply>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>",
        "<h1>", "</h1>", " ", "\n", "\t", "text", "😀", "\uD83D", "\uDE00", "\u202E", "\u2069", "&amp;", "&#xD83D;", "&#1114112;", "&", "<", ">", "\0", "\"", "<svg>", "<plaintext>",
        "<template>", "</template>", "<textarea>", "<title>",
    ];

    public static TheoryData<string> Floods =>
    [
        "<b>", "<p>", "<div>", "<ul><li>", "<table><tr><td>", "<a href=https://x.org>x", "<blockquote>x", "<b><i>x</b>", "<pre>x\n", "<span data-mx-spoiler=x>y",
        "<br>", "<", "</b>", "&", "&lt", "<!--", "<!--x-->", "<mx-reply>", "<script>", "<p><b>", "<font><p>x", "<a href='https://matrix.to/#/@a:b'>x</a>",
        "x\u202E", "😀", "\uD83D", "<table>", "<li>", "</p>", "<img alt='x'>", "<template>", "<select><option>", "<svg><foreignObject>", "<math><mi>", "<hr>",
        "<form>", "<button>", "<h1>", "<![CDATA[", "<?", "<textarea>", " ", "\n", "<nobr>", "<b>x</b>", "<x y=\"",
    ];

    [Theory]
    [InlineData("before \uFFFF<b>after</b>")]
    [InlineData("before &#xFFFF;<b>after</b>")]
    public void What_stands_behind_a_code_that_is_no_character_is_not_cut_off(string html) =>
        Assert.Equal("before \uFFFDafter", MatrixHtml.ToRichText(html).Text);

    [Theory]
    [MemberData(nameof(Floods))]
    public void Megabyte_of_one_thing_takes_no_long_time(string piece)
    {
        var html = Repeat(piece, 1024 * 1024);

        var started = Stopwatch.GetTimestamp();
        var text = MatrixHtml.ToRichText(html);

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Patience);
        AssertSound(text);
        Assert.InRange(text.Text.Length, 0, 8 * html.Length);
    }

    [Fact]
    public void Megabyte_of_attributes_takes_no_long_time()
    {
        var html = new StringBuilder("<a ");
        for (var index = 0; html.Length < 1024 * 1024; index++)
        {
            html.Append('x').Append(index).Append("=y ");
        }

        var started = Stopwatch.GetTimestamp();
        MatrixHtml.ToRichText(html.Append(">x").ToString());

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Patience);
    }

    [Fact]
    public void Mentions_are_bounded()
    {
        var html = string.Concat(Enumerable.Range(0, 500).Select(index => $"<a href=\"https://matrix.to/#/@u{index}:hs.test\">u</a> "));

        Assert.Equal(HtmlLimits.Mentions, MatrixHtml.ToRichText(html).Spans.Count(span => span.Style is MatrixUserMention));
    }

    [Fact]
    public void Styles_are_bounded()
    {
        Assert.Equal(HtmlLimits.Spans, MatrixHtml.ToRichText(Repeat("<b>x</b>", 100_000)).Spans.Count);
    }

    [Fact]
    public void Tags_that_are_too_deep_are_ignored_and_their_ends_with_them()
    {
        var text = MatrixHtml.ToRichText("<u>" + Repeat("<span>", 600) + "<u>deep</u>" + Repeat("</span>", 700) + "still</u> out");

        Assert.Equal("deepstill out", text.Text);
        Assert.Contains(new TextSpan(0, 9, new TextStyle.Underline()), text.Spans);
    }

    [Property(MaxTest = 2000)]
    public Property Any_order_of_tags_makes_sound_text() => Prop.ForAll(
        Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary(),
        html =>
        {
            var text = MatrixHtml.ToRichText(html);
            AssertSound(text);
            MatrixHtml.FromRichText(text, static _ => null);
        });

    [Property(MaxTest = 500)]
    public void Any_string_makes_sound_text(NonNull<string> html) => AssertSound(MatrixHtml.ToRichText(html.Get));

    private static string Repeat(string piece, int length)
    {
        var text = new StringBuilder(length + piece.Length);
        while (text.Length < length)
        {
            text.Append(piece);
        }

        return text.ToString();
    }

    private static void AssertSound(RichText text)
    {
        Assert.All(text.Spans, span =>
        {
            Assert.True(span.Start >= 0 && span.Length > 0 && span.End <= text.Text.Length);
            Assert.False(Surrogates.IsInsidePair(text.Text, span.Start));
            Assert.False(Surrogates.IsInsidePair(text.Text, span.End));
        });
        Assert.Equal(text.Text, Surrogates.Repair(text.Text));
        Assert.DoesNotContain('\r', text.Text);
    }
}
