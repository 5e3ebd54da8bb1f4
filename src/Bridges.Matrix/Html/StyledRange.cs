using System.Net;
using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>A span together with its tags.</summary>
internal sealed record StyledRange(int Start, int End, int Order, TextStyle Style, int Rank, string StartTag, string EndTag)
{
    private const int QuoteRank = 0;
    private const int CodeBlockRank = 1;

    // Outside of links, so that a click on what is hidden shows it and does not follow it.
    private const int SpoilerRank = 2;
    private const int LinkRank = 3;
    private const int EmojiRank = 9;

    public bool IsBlock => Rank <= CodeBlockRank;

    /// <summary>The spans that have a tag, in the order in which they begin, the longer first.</summary>
    public static List<StyledRange> AllOf(RichText text)
    {
        var ranges = new List<StyledRange>(text.Spans.Count);
        foreach (var span in text.Spans.OrderBy(static span => span.Start).ThenByDescending(static span => span.End))
        {
            if (TagsOf(span.Style) is { } tags)
            {
                ranges.Add(new StyledRange(span.Start, span.End, ranges.Count, span.Style, tags.Rank, tags.StartTag, tags.EndTag));
            }
        }

        return ranges;
    }

    /// <summary>No link stands in a link and no code in a block of code.</summary>
    public bool IsExcludedBy(StyledRange other) =>
        (Rank == LinkRank && other.Rank == LinkRank)
        || (Style is TextStyle.Code or TextStyle.CodeBlock && other.Style is TextStyle.CodeBlock);

    /// <summary>Outer tags before inner ones.</summary>
    public static int CompareNesting(StyledRange one, StyledRange other) => (one.Rank, one.Order).CompareTo((other.Rank, other.Order));

    private static (int Rank, string StartTag, string EndTag)? TagsOf(TextStyle style) => style switch
    {
        TextStyle.Quote => (QuoteRank, "<blockquote>", "</blockquote>"),
        TextStyle.CodeBlock { Language: var language } when HtmlElements.IsLanguage(language) =>
            (CodeBlockRank, $"<pre><code class=\"language-{language}\">", "</code></pre>"),
        TextStyle.CodeBlock => (CodeBlockRank, "<pre><code>", "</code></pre>"),
        TextStyle.Link { Url: var url } when LinkRules.IsAllowed(url) => (LinkRank, $"<a href=\"{WebUtility.HtmlEncode(url)}\">", "</a>"),
        MatrixUserMention { User: var user } => (LinkRank, $"<a href=\"{WebUtility.HtmlEncode(LinkRules.ToUrl(user))}\">", "</a>"),
        TextStyle.Spoiler { Reason: { Length: > 0 } reason } => (SpoilerRank, $"<span data-mx-spoiler=\"{WebUtility.HtmlEncode(reason)}\">", "</span>"),
        TextStyle.Spoiler => (SpoilerRank, "<span data-mx-spoiler>", "</span>"),
        MatrixEmoji => (EmojiRank, "", ""),
        TextStyle.Bold => (4, "<strong>", "</strong>"),
        TextStyle.Italic => (5, "<em>", "</em>"),
        TextStyle.Underline => (6, "<u>", "</u>"),
        TextStyle.Strikethrough => (7, "<del>", "</del>"),
        TextStyle.Code => (8, "<code>", "</code>"),
        _ => null,
    };
}
