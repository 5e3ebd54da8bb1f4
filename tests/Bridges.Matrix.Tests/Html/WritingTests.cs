using Bridges.Abstractions;

namespace Bridges.Matrix.Tests;

public sealed class WritingTests
{
    private static readonly UserId Ghost = new("@_bridges_x_7:hs.test");

    public static TheoryData<string, TextSpan[], string?> Texts => new()
    {
        { "plain <b>", [], null },
        { "a < b & \"c\" 'd'", [Span(0, 1, new TextStyle.Bold())], "<strong>a</strong> &lt; b &amp; &quot;c&quot; &#39;d&#39;" },
        { "a\nb", [Span(0, 3, new TextStyle.Bold())], "<strong>a<br/>b</strong>" },
        { "a\r\nb", [Span(0, 4, new TextStyle.Bold())], "<strong>a<br/>b</strong>" },
        { "abcd", [Span(0, 3, new TextStyle.Bold()), Span(1, 3, new TextStyle.Italic())], "<strong>a<em>bc</em></strong><em>d</em>" },
        { "abcd", [Span(1, 2, new TextStyle.Bold()), Span(0, 4, new TextStyle.Italic())], "<em>a</em><strong><em>bc</em></strong><em>d</em>" },
        { "x\ncode\n  y\nz", [Span(2, 8, new TextStyle.CodeBlock("c#"))], "x<br/><pre><code class=\"language-c#\">code\n  y</code></pre>z" },
        { "code", [Span(0, 4, new TextStyle.CodeBlock("\"><script>"))], "<pre><code>code</code></pre>" },
        { "a code", [Span(0, 6, new TextStyle.Bold()), Span(2, 4, new TextStyle.Code())], "<strong>a <code>code</code></strong>" },
        { "q\nr", [Span(0, 1, new TextStyle.Quote())], "<blockquote>q</blockquote>r" },
        { "ab", [Span(0, 2, new TextStyle.Bold()), Span(1, 1, new TextStyle.Quote())], "<strong>a</strong><blockquote><strong>b</strong></blockquote>" },
        { "s", [Span(0, 1, new TextStyle.Spoiler())], "<span data-mx-spoiler>s</span>" },
        { "s", [Span(0, 1, new TextStyle.Spoiler("\"><b>"))], "<span data-mx-spoiler=\"&quot;&gt;&lt;b&gt;\">s</span>" },
        { "x", [Span(0, 1, new TextStyle.Link("https://x.org/?a=1&b=\"2"))], "<a href=\"https://x.org/?a=1&amp;b=&quot;2\">x</a>" },
        { "x", [Span(0, 1, new TextStyle.Link("https://x.org/\u202Egnp.exe"))], null },
        { "😀x", [Span(1, 1, new TextStyle.Bold())], "<strong>😀</strong>x" },
        { "x😀", [Span(0, 2, new TextStyle.Bold())], "<strong>x😀</strong>" },
        { "abc", [Span(-5, 7, new TextStyle.Bold()), Span(2, int.MaxValue, new TextStyle.Italic()), Span(9, 2, new TextStyle.Code())], "<strong>ab</strong><em>c</em>" },
        { "abc", [Span(0, 0, new TextStyle.Bold()), Span(1, -1, new TextStyle.Bold())], null },
        { "a  b", [Span(0, 1, new TextStyle.Bold())], "<strong>a</strong> &nbsp;b" },
        { "e", [Span(0, 1, new TextStyle.CustomEmoji("5"))], null },
        { "ab", [Span(0, 2, new TextStyle.Link("https://a.org")), Span(1, 1, new TextStyle.Link("https://b.org"))], "<a href=\"https://a.org\">ab</a>" },
    };

    [Fact]
    public void Quotes_in_quotes_do_not_make_the_plain_body_longer_without_end()
    {
        var text = string.Join('\n', Enumerable.Repeat("q", 100));

        var body = MatrixHtml.FromRichText(new RichText(text, [.. Enumerable.Repeat(Span(0, text.Length, new TextStyle.Quote()), 100)]), static _ => null).Body;

        Assert.All(body.Split('\n'), line => Assert.Equal("> > > > q", line));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Styles_become_nested_tags(string text, TextSpan[] spans, string? expected)
    {
        Assert.Equal(expected, MatrixHtml.FromRichText(new RichText(text, spans), static _ => null).FormattedBody);
    }

    [Fact]
    public void Mention_is_called_by_its_matrix_name()
    {
        var text = new RichText("hi @alice and @bob!", [Span(3, 6, Mention("7")), Span(14, 4, Mention("8")), Span(10, 3, new TextStyle.Bold())]);

        var formatted = MatrixHtml.FromRichText(text, user => user.Value == "7" ? (Ghost, "Alice <A>") : null);

        Assert.Equal("hi Alice <A> and @bob!", formatted.Body);
        Assert.Equal("hi <a href=\"https://matrix.to/#/@_bridges_x_7:hs.test\">Alice &lt;A&gt;</a> <strong>and</strong> @bob!", formatted.FormattedBody);
        Assert.Equal([Ghost], formatted.Mentioned);
    }

    [Fact]
    public void Mention_without_a_name_keeps_its_text()
    {
        var formatted = MatrixHtml.FromRichText(new RichText("@alice", [Span(0, 6, Mention("7"))]), static _ => (Ghost, ""));

        Assert.Equal("@alice", formatted.Body);
        Assert.Contains(">@alice</a>", formatted.FormattedBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Everyone_is_mentioned_once()
    {
        var formatted = MatrixHtml.FromRichText(new RichText("a a", [Span(0, 1, Mention("7")), Span(2, 1, Mention("7"))]), static _ => (Ghost, "A"));

        Assert.Equal([Ghost], formatted.Mentioned);
    }

    [Fact]
    public void Mention_flood_is_bounded()
    {
        var spans = Enumerable.Range(0, 1000).Select(index => Span(index, 1, Mention($"{index}"))).ToArray();

        var formatted = MatrixHtml.FromRichText(
            new RichText(new string('x', 1000), spans), user => (new UserId($"@_bridges_x_{user.Value}:hs.test"), "n"));

        Assert.Equal(HtmlLimits.Mentions, formatted.Mentioned.Count);
    }

    public static TheoryData<string, TextSpan, string> Bodies => new()
    {
        { "see here", Span(4, 4, new TextStyle.Link("https://x.org/a")), "see here (https://x.org/a)" },
        { "see x.org/a", Span(4, 7, new TextStyle.Link("https://x.org/a/")), "see x.org/a" },
        { "he dies", Span(3, 4, new TextStyle.Spoiler()), "he [Spoiler]" },
        { "see here", Span(4, 4, new TextStyle.Link("gizmo:x y")), "see here (gizmo:x y)" },
        { "see here", Span(4, 4, new TextStyle.Link("javascript:alert(1)")), "see here (javascript:alert(1))" },
        { "he dies", Span(3, 4, new TextStyle.Spoiler("film")), "he [Spoiler for film]" },
        { "he dies", Span(3, 4, new TextStyle.Spoiler("\u202Ex")), "he [Spoiler for \u202Ex\u202C]" },
        { "a\nb\nc", Span(0, 3, new TextStyle.Quote()), "> a\n> b\nc" },
        { "bold", Span(0, 4, new TextStyle.Bold()), "bold" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Plain_body_says_what_the_styles_say(string text, TextSpan span, string expected)
    {
        Assert.Equal(expected, MatrixHtml.FromRichText(new RichText(text, [span]), static _ => null).Body);
    }

    [Theory]
    [InlineData("https://secret.example/end")]
    [InlineData("gizmo:secret.example/end")]
    public void Link_in_a_spoiler_is_hidden_with_it(string url)
    {
        var formatted = MatrixHtml.FromRichText(new RichText("so: here!", [Span(4, 4, new TextStyle.Link(url)), Span(4, 4, new TextStyle.Spoiler())]), static _ => null);

        Assert.Equal("so: [Spoiler]!", formatted.Body);
        Assert.StartsWith("so: <span data-mx-spoiler>", formatted.FormattedBody, StringComparison.Ordinal);
        Assert.EndsWith("</span>!", formatted.FormattedBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_with_too_many_long_links_is_kept_without_the_longest()
    {
        var text = string.Join(' ', Enumerable.Range(0, 60).Select(static index => $"link{index:00}"));
        var spans = Enumerable.Range(0, 60).Select(static index => Span(7 * index, 6, new TextStyle.Link($"https://example.org/{index}?{new string('x', index == 0 ? 10 : 1500)}")));

        var formatted = MatrixHtml.FromRichText(new RichText(text, [.. spans]), static _ => null);

        Assert.Equal(text, formatted.Body);
        Assert.Contains("https://example.org/0?", formatted.FormattedBody, StringComparison.Ordinal);
        Assert.InRange(formatted.Body.Length + formatted.FormattedBody!.Length, 0, 60_000);
    }

    [Fact]
    public void Addresses_go_out_of_the_plain_body_before_links_go()
    {
        var text = string.Join(' ', Enumerable.Range(0, 60).Select(static index => $"link{index:00}"));
        var spans = Enumerable.Range(0, 60).Select(static index => Span(7 * index, 6, new TextStyle.Link($"https://example.org/{index}?{new string('x', 800)}")));

        var formatted = MatrixHtml.FromRichText(new RichText(text, [.. spans]), static _ => null);

        Assert.Equal(text, formatted.Body);
        Assert.Equal(60, formatted.FormattedBody!.Split("<a ").Length - 1);
    }

    [Fact]
    public void Thousands_of_overlapping_styles_are_written_quickly()
    {
        var spans = Enumerable.Range(0, 100_000).Select(index => Span(index % 5000, 5000, new TextStyle.Bold())).ToArray();

        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var formatted = MatrixHtml.FromRichText(new RichText(new string('x', 10_000), spans), static _ => null);

        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.NotNull(formatted.FormattedBody);
    }

    private static TextSpan Span(int start, int length, TextStyle style) => new(start, length, style);

    private static TextStyle.Mention Mention(string id) => new(new RemoteUserId(id));
}
