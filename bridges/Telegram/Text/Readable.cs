using System.Text;
using Bridges.Abstractions;

namespace Bridges.Telegram.Text;

/// <summary>Writes into the text what Telegram has no formatting for: where a link leads that it does not take, and why something is covered.</summary>
internal static class Readable
{
    public static RichText Of(RichText text)
    {
        var insertions = text.Spans
            .Where(span => span.Length > 0 && span.Start >= 0 && span.End <= text.Text.Length)
            .Select(span => span.Style switch
            {
                TextStyle.Link link when Uri.TryCreate(link.Url, UriKind.Absolute, out _)
                    && !LinkRules.IsAccepted(link.Url)
                    && !text.Text.AsSpan(span.Start, span.Length).Contains(Bare(link.Url), StringComparison.Ordinal) =>
                    (At: span.End, Text: $" ({link.Url})"),
                TextStyle.Spoiler { Reason: { Length: > 0 } reason } => (At: span.Start, Text: $"({reason}) "),
                _ => (At: 0, Text: ""),
            })
            .Where(insertion => insertion.Text.Length > 0)
            .OrderBy(insertion => insertion.At)
            .ToList();
        return insertions.Count == 0 ? text : Insert(text, insertions);
    }

    /// <summary>An address is readable without the name of its scheme.</summary>
    private static string Bare(string url) => url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? url["mailto:".Length..] : url;

    private static RichText Insert(RichText text, List<(int At, string Text)> insertions)
    {
        var built = new StringBuilder();
        var from = 0;
        foreach (var (at, inserted) in insertions)
        {
            built.Append(text.Text, from, at - from).Append(inserted);
            from = at;
        }

        built.Append(text.Text, from, text.Text.Length - from);
        return new RichText(built.ToString(), [.. text.Spans.Select(span => Move(span, insertions))]);
    }

    /// <summary>What is inserted at a span's own beginning or end stays outside of it.</summary>
    private static TextSpan Move(TextSpan span, List<(int At, string Text)> insertions)
    {
        var start = span.Start + insertions.Where(insertion => insertion.At <= span.Start).Sum(insertion => insertion.Text.Length);
        var end = span.End + insertions.Where(insertion => insertion.At < span.End).Sum(insertion => insertion.Text.Length);
        return span with { Start = start, Length = Math.Max(end - start, 0) };
    }
}
