using AngleSharp.Html.Parser;
using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>What the elements mean.</summary>
internal static class HtmlElements
{
    private const string LanguageClass = "language-";
    private const int LongestLanguage = 40;

    /// <summary>Whose content is not markup at all.</summary>
    public static HtmlParseMode? RawModeOf(string name) => name switch
    {
        "script" => HtmlParseMode.Script,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "textarea" or "title" => HtmlParseMode.RCData,
        _ => null,
    };

    /// <summary>Whose content is not for reading; <c>mx-reply</c> repeats the message that is answered.</summary>
    public static bool IsDropped(string name) =>
        name is "mx-reply" or "script" or "style" or "iframe" or "noembed" or "noframes" or "textarea" or "title" or "template";

    public static bool IsVoid(string name) => name
        is "area" or "base" or "col" or "embed" or "input" or "link" or "meta" or "param" or "source" or "track" or "wbr";

    /// <summary>2: a blank line around it; 1: lines of its own; 0: inside a line.</summary>
    public static int BreaksAround(string name) => name switch
    {
        "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => 2,
        "div" or "blockquote" or "pre" or "ul" or "ol" or "li" or "dl" or "dt" or "dd" or "table" or "caption" or "tr" or "details"
            or "summary" or "section" or "article" or "header" or "footer" or "figure" or "figcaption" or "center" or "address" => 1,
        _ => 0,
    };

    public static TextStyle? StyleOf(string name) => name switch
    {
        "b" or "strong" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => new TextStyle.Bold(),
        "i" or "em" => new TextStyle.Italic(),
        "u" or "ins" => new TextStyle.Underline(),
        "s" or "strike" or "del" => new TextStyle.Strikethrough(),
        "code" or "tt" or "kbd" or "samp" => new TextStyle.Code(),
        "pre" => new TextStyle.CodeBlock(),
        "blockquote" => new TextStyle.Quote(),
        _ => null,
    };

    public static string? LanguageOf(string? classes)
    {
        foreach (var name in classes?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (name.StartsWith(LanguageClass, StringComparison.Ordinal) && IsLanguage(name[LanguageClass.Length..]))
            {
                return name[LanguageClass.Length..];
            }
        }

        return null;
    }

    public static bool IsLanguage(string? name) =>
        name is { Length: > 0 and <= LongestLanguage } && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '+' or '#' or '.');

    /// <summary>Whether the element cannot stand in another of its like.</summary>
    public static bool EndsItsLike(string name) => name is "p" or "li" or "dt" or "dd" or "tr" or "td" or "th" or "a";

    public static bool AreAlike(string open, string begun) =>
        open == begun || (open is "td" or "th" && begun is "td" or "th" or "tr") || (open is "dt" or "dd" && begun is "dt" or "dd");

    /// <summary>Whether the open element may hold the begun one, so that nothing outside of it ends.</summary>
    public static bool Holds(string open, string begun) => begun switch
    {
        "li" => open is "ul" or "ol",
        "dt" or "dd" => open is "dl",
        "td" or "th" => open is "tr" or "table",
        "tr" => open is "table",
        "a" => false,
        _ => open != "p" && BreaksAround(open) > 0,
    };
}
