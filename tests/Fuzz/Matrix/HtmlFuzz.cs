using System.Net;
using System.Text.RegularExpressions;
using Bridges.Abstractions;
using Bridges.Fuzz.Tests.Machine;
using Bridges.Matrix;

namespace Bridges.Fuzz.Tests.Matrix;

public sealed partial class HtmlFuzz
{
    internal static readonly Words Html = new(
        [
            "<p>Hello <strong>bold</strong> and <em>it</em></p><blockquote>quoted<br>twice</blockquote>after",
            "<pre><code class=\"language-rust\">fn main() {\n    x\n}</code></pre><ul><li>one</li><li>two<ol start=3><li>deep</li></ol></li></ul>",
            "<a href=\"https://example.org/?a&amp;b\">link</a> <a href='https://matrix.to/#/@a:hs.test'>Alice</a> <span data-mx-spoiler=\"why\">secret</span>",
            "<table><tr><th>a</th><td>b</td></tr></table><h1>Title</h1><hr><img alt=x src=mxc://a/b><del>gone</del><u>under</u><font color=red>x</font>",
            "<mx-reply><blockquote>old</blockquote></mx-reply>new <script>alert(1)</script><!-- c --> &lt;b&gt; &amp;amp; &#x202e;rtl",
            "plain text, with  two spaces\nand a line",
        ],
        [
            "<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<ol>", "</ol>", "<pre>", "</pre>", "<code>", "</code>", "<blockquote>", "</blockquote>", "<br>", "<hr>", "<h1>", "</h1>",
            "<a href=https://x.org>", "<a href='javascript:alert(1)'>", "<a href=\"data:text/html,x\">", "<a href='https://matrix.to/#/@a:b'>", "</a>", "<span data-mx-spoiler>", "<span data-mx-spoiler='\"><script>'>", "</span>",
            "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<script>", "</script>", "<style>", "<svg onload=x>", "<math>", "<img src=x onerror=y alt='>'>", "<mx-reply>", "</mx-reply>", "<!--", "-->", "<![CDATA[", "]]>", "<div>", "</div>",
            "&lt;", "&gt;", "&amp;", "&quot;", "&nbsp;", "&#0;", "&#xD800;", "&#x202E;", "&#x10FFFF;", "&#99999999;", "&bogus;", " onclick=x ", "<", ">", "<textarea>", "<template>", "</template>", "<title>", "<plaintext>",
        ]);

    private const string TooMany = "more styles on one character than are written";

    private static readonly string[] Allowed = ["strong", "em", "u", "del", "code", "blockquote", "pre", "a", "span"];

    [Fact]
    public void Cleaned_HTML_has_only_what_is_allowed_and_says_the_same_when_cleaned_again() => Fuzzing.Texts(40_000, Html, Check, length => 400_000 + (6000L * length));

    internal static void AssertSound(RichText text)
    {
        Assert.Equal(text.Text, Surrogates.Repair(text.Text));
        foreach (var span in text.Spans)
        {
            Assert.True(span.Start >= 0 && span.Length > 0 && span.End <= text.Text.Length);
            Assert.False(Surrogates.IsInsidePair(text.Text, span.Start) || Surrogates.IsInsidePair(text.Text, span.End));
        }
    }

    private static string Check(string html)
    {
        var read = MatrixHtml.ToRichText(html);
        AssertSound(read);
        var clean = MatrixHtml.FromRichText(read, static _ => null);
        AssertPlain(clean.Body);
        if (clean.FormattedBody is not { } formatted)
        {
            return "plain";
        }

        AssertPlain(formatted);
        AssertAllowed(formatted);
        AssertSaysTheSame(read, MatrixHtml.ToRichText(formatted));
        var again = MatrixHtml.FromRichText(MatrixHtml.ToRichText(formatted), static _ => null);
        AssertAllowed(again.FormattedBody ?? "");
        if (!StylesOfLetters(read).Contains(TooMany))
        {
            Assert.Equal(clean.Mentioned, again.Mentioned);
        }

        return read.Spans.Count > 4 ? "much" : "formatted";
    }

    /// <summary>
    /// The same characters, each with the same styles. On which side of a tag a space stands may change once, and a block in a
    /// table's cell gets its own line then: readers do not agree on these either.
    /// </summary>
    private static void AssertSaysTheSame(RichText once, RichText twice)
    {
        Assert.Equal(Letters(once.Text), Letters(twice.Text));
        var (one, other) = (StylesOfLetters(once), StylesOfLetters(twice));
        for (var index = 0; index < one.Count; index++)
        {
            Assert.Equal(one[index] == TooMany ? TooMany : one[index], one[index] == TooMany ? TooMany : other[index]);
        }
    }

    // Direction controls are closed at the end of their line, and where lines end may change; AssertPlain looks after them.
    private static bool IsLetter(char character) =>
        !char.IsWhiteSpace(character) && character is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));

    private static string Letters(string text) => string.Concat(text.Where(IsLetter));

    // Only one link and one spoiler can be, code says nothing more within a block of code, and twice bold is bold.
    private static List<string> StylesOfLetters(RichText text)
    {
        var starts = text.Spans.ToLookup(static span => span.Start, static span => span);
        var (open, letters, changed) = (new List<TextSpan>(), new List<string>(), true);
        for (var position = 0; position < text.Text.Length; position++)
        {
            changed |= open.RemoveAll(span => span.End <= position) > 0 || starts.Contains(position);
            open.AddRange(starts[position]);
            if (IsLetter(text.Text[position]))
            {
                letters.Add(changed ? Describe(open) : letters[^1]);
                changed = false;
            }
        }

        return letters;
    }

    private static string Describe(List<TextSpan> open)
    {
        if (open.Count > HtmlLimits.OverlappingSpans)
        {
            return TooMany;
        }

        var inBlock = open.Exists(static span => span.Style is TextStyle.CodeBlock);
        return string.Join(' ', open
            .Select(static span => span.Style)
            .Where(style => !(inBlock && style is TextStyle.Code))
            .Select(static style => style is TextStyle.Link or MatrixUserMention ? "link" : style is TextStyle.Spoiler ? "spoiler" : style.GetType().Name)
            .Distinct()
            .Order(StringComparer.Ordinal));
    }

    /// <summary>Nothing that steers a terminal or a reader's line, and no half of a character.</summary>
    private static void AssertPlain(string text)
    {
        Assert.Equal(text, Surrogates.Repair(text));
        Assert.DoesNotContain(text, static character => char.IsControl(character) && character is not ('\n' or '\t'));
        var opened = text.Count(static character => character is '\u202A' or '\u202B' or '\u202D' or '\u202E');
        Assert.Equal(opened, text.Count(static character => character == '\u202C'));
    }

    private static void AssertAllowed(string html)
    {
        var open = new Stack<string>();
        var position = 0;
        foreach (Match tag in Tag().Matches(html))
        {
            AssertText(html[position..tag.Index]);
            position = tag.Index + tag.Length;
            var (name, attributes) = (tag.Groups["name"].Value, tag.Groups["attributes"].Value);
            if (tag.Value == "<br/>")
            {
                continue;
            }

            Assert.Contains(name, Allowed);
            if (tag.Value[1] == '/')
            {
                Assert.Equal(open.Pop(), name);
                continue;
            }

            open.Push(name);
            switch (name)
            {
                case "a":
                    Assert.Matches("^(?i:https?|mailto|tg|matrix):", WebUtility.HtmlDecode(Assert.Single(Href().Matches(attributes)).Groups["url"].Value));
                    break;
                case "span":
                    Assert.Matches("^ data-mx-spoiler(=\"[^\"<>]*\")?$", attributes);
                    break;
                case "code":
                    Assert.Matches("^( class=\"language-[A-Za-z0-9_+#.-]{1,40}\")?$", attributes);
                    break;
                default:
                    Assert.Empty(attributes);
                    break;
            }
        }

        AssertText(html[position..]);
        Assert.Empty(open);
    }

    private static void AssertText(string text) => Assert.DoesNotContain(text, static character => character is '<' or '>' or '"');

    [GeneratedRegex("</?(?<name>[a-z]+)(?<attributes>[^<>]*)>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex("^ href=\"(?<url>[^\"<>]+)\"$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Href();
}
