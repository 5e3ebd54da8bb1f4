using Bridges.Abstractions;

namespace Bridges.Matrix.Tests;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a &amp; b &lt;c&gt; &eacute; &#x1F600; &#128512;", "a & b <c> é 😀 😀")]
    [InlineData("a<br>b<br/>c", "a\nb\nc")]
    [InlineData("a\n  b\t c", "a b c")]
    [InlineData("<p>one</p>\n<p>two</p>", "one\n\ntwo")]
    [InlineData("<p>one<br></p><p>two", "one\n\ntwo")]
    [InlineData("<div>one</div><div>two</div>three", "one\ntwo\nthree")]
    [InlineData("<h1>Title</h1><p>text</p>", "Title\n\ntext")]
    [InlineData("one<hr>two", "one\n---\ntwo")]
    [InlineData("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>after", "• a\n• b\n  • c\nafter")]
    [InlineData("<ul><li><input type=\"checkbox\" disabled checked> milk</li><li><p><input type=checkbox>bread</p></li></ul>", "• ☑ milk\n• ☐ bread")]
    [InlineData("done: <input type=checkbox checked>yes <input type=text>", "done: ☑ yes")]
    [InlineData("<ol><li>a</li><li value=\"7\">b</li><li>c</li></ol>", "1. a\n7. b\n8. c")]
    [InlineData("<ol start=\"3\"><li>a<li>b</ol>", "3. a\n4. b")]
    [InlineData("<ul>\n<li>\n<p>a</p>\n</li>\n<li><p>b</p></li></ul>", "• a\n• b")]
    [InlineData("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><p>c</p></td><td>d</td></tr></tbody></table>", "a | b\nc | d")]
    [InlineData("<img src=\"mxc://hs/x\" alt=\"a picture\">", "a picture")]
    [InlineData("hi <img data-mx-emoticon src=\"mxc://hs/x\" alt=\":wave:\" title=\"wave\" height=32> you", "hi :wave: you")]
    [InlineData("<mx-reply><blockquote>In reply to <a href='x'>me</a><br>old</blockquote></mx-reply>new", "new")]
    [InlineData("<blockquote>\n<p>one <strong>two</strong><br />\nthree</p>\n</blockquote>\n<p>an answer</p>\n", "one two\nthree\n\nan answer")]
    [InlineData("<blockquote>\n<blockquote>\n<p>first</p>\n</blockquote>\n<p>second</p>\n</blockquote>\n<p>third</p>\n", "first\n\nsecond\n\nthird")]
    [InlineData("<mx-reply>a<mx-reply>b</mx-reply>c</mx-reply>new", "new")]
    [InlineData("a<script>alert('<b>')</script>b<style>p{}</style>c<!-- d -->e", "abce")]
    [InlineData("a<textarea><b>x</textarea>b<title>t</title>c", "abc")]
    [InlineData("<font data-mx-color='#ff0000' color=red>red</font>", "red")]
    [InlineData("<unknown-tag>x</unknown-tag></b></p>y", "xy")]
    [InlineData("a&nbsp;b", "a\u00A0b")]
    [InlineData("<details><summary>more</summary>hidden</details>", "more\nhidden")]
    [InlineData("10<sup>6</sup>, x<sup>-n</sup>, H<sub>2</sub>O, 1<sup>st</sup>, a<sup>[1]</sup>", "10⁶, x⁻ⁿ, H₂O, 1st, a[1]")]
    [InlineData("<", "<")]
    [InlineData("<<<>>>", "<<<>>>")]
    [InlineData("a\0b\u0007c", "abc")]
    public void Text_is_laid_out_in_lines(string html, string expected)
    {
        Assert.Equal(expected, MatrixHtml.ToRichText(html).Text);
    }

    public static TheoryData<string, string, TextStyle> Styles => new()
    {
        { "a<b>b</b>c", "b", new TextStyle.Bold() },
        { "a<strong>b</strong>c", "b", new TextStyle.Bold() },
        { "a<em>b</em>c", "b", new TextStyle.Italic() },
        { "a<u>b</u>c", "b", new TextStyle.Underline() },
        { "a<del>b</del>c", "b", new TextStyle.Strikethrough() },
        { "a<code>x &lt; y</code>c", "x < y", new TextStyle.Code() },
        { "a<pre><code>x\n  y\n</code></pre>c", "x\n  y", new TextStyle.CodeBlock() },
        { "<pre>\nx</pre>", "x", new TextStyle.CodeBlock() },
        { "<pre><code class=\"hljs language-csharp\">x</code></pre>", "x", new TextStyle.CodeBlock("csharp") },
        { "<pre><code class='language-\"><script>'>x</code></pre>", "x", new TextStyle.CodeBlock() },
        { "<blockquote><p>a</p><p>b</p></blockquote>c", "a\n\nb", new TextStyle.Quote() },
        { "a <span data-mx-spoiler>b</span>", "b", new TextStyle.Spoiler() },
        { "a <span data-mx-spoiler=\"the end\">b</span>", "b", new TextStyle.Spoiler("the end") },
        { "<a href=\"https://example.org/?a=1&amp;b=2\">x</a>", "x", new TextStyle.Link("https://example.org/?a=1&b=2") },
        { "<a href=\"mailto:a@example.org\">x</a>", "x", new TextStyle.Link("mailto:a@example.org") },
        { "<a href=\"ftp://example.org/a\">x</a>", "x", new TextStyle.Link("ftp://example.org/a") },
        { "<a href=\"magnet:?xt=urn:btih:abc\">x</a>", "x", new TextStyle.Link("magnet:?xt=urn:btih:abc") },
        { "<a href=\"http://localhost:8080/\">x</a>", "x", new TextStyle.Link("http://localhost:8080/") },
        { "<a href=\"https://example.org/my file.pdf\">x</a>", "x", new TextStyle.Link("https://example.org/my%20file.pdf") },
        { "<a href=\"tg://resolve?domain=x\">x</a>", "x", new TextStyle.Link("tg://resolve?domain=x") },
        { "<a href=\"https://matrix.to/#/@alice:hs.test\">Alice</a>", "Alice", new MatrixUserMention(new UserId("@alice:hs.test")) },
        { "<a href=\"https://matrix.to/#/%40alice%3Ahs.test?via=x\">Alice</a>", "Alice", new MatrixUserMention(new UserId("@alice:hs.test")) },
        { "<a href=\"matrix:u/alice:hs.test?action=chat\">Alice</a>", "Alice", new MatrixUserMention(new UserId("@alice:hs.test")) },
        { "<a href=\"https://matrix.to/#/!room:hs.test/$event\">x</a>", "x", new TextStyle.Link("https://matrix.to/#/!room:hs.test/$event") },
        { "<h2>x</h2>", "x", new TextStyle.Bold() },
    };

    [Theory]
    [MemberData(nameof(Styles))]
    public void Styles_cover_exactly_their_text(string html, string styled, TextStyle style)
    {
        var text = MatrixHtml.ToRichText(html);

        var span = Assert.Single(text.Spans);
        Assert.Equal(styled, text.Text.Substring(span.Start, span.Length));
        Assert.Equal(style, span.Style);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    [InlineData("https://")]
    [InlineData("https://a b")]
    [InlineData("https://example.org/\u202Egnp.exe")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("")]
    public void Links_of_other_kinds_are_text(string href)
    {
        Assert.Equal(RichText.Plain("x"), MatrixHtml.ToRichText($"<a href=\"{href}\">x</a>"));
    }

    [Fact]
    public void Crossed_tags_make_crossed_spans()
    {
        var text = MatrixHtml.ToRichText("<b>1<i>2</b>3</i>4");

        Assert.Equal("1234", text.Text);
        Assert.Equal([new TextSpan(0, 2, new TextStyle.Bold()), new TextSpan(1, 2, new TextStyle.Italic())], text.Spans);
    }

    [Fact]
    public void Block_ends_what_is_open_in_it()
    {
        var text = MatrixHtml.ToRichText("<blockquote>a<b>b</blockquote>c");

        Assert.Equal("ab\nc", text.Text);
        Assert.All(text.Spans, span => Assert.Equal(2, span.End));
    }

    [Fact]
    public void Spaces_at_the_edges_are_not_styled()
    {
        var text = MatrixHtml.ToRichText("a<b> b </b>c");

        Assert.Equal("a b c", text.Text);
        Assert.Equal(new TextSpan(2, 1, new TextStyle.Bold()), Assert.Single(text.Spans));
    }

    [Fact]
    public void Link_in_a_link_ends_the_first()
    {
        var text = MatrixHtml.ToRichText("<a href='https://a.org'>1<a href='https://b.org'>2</a>3</a>");

        Assert.Equal([new TextSpan(0, 1, new TextStyle.Link("https://a.org")), new TextSpan(1, 1, new TextStyle.Link("https://b.org"))], text.Spans);
    }

    [Fact]
    public void Pair_of_halves_is_never_split()
    {
        var text = MatrixHtml.ToRichText("<b>\uD83D</b><i>\uDE00</i>");

        Assert.Equal("\uFFFD\uFFFD", text.Text);
    }
}
