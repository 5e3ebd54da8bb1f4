using Bridges.Abstractions;

namespace Bridges.Telegram.Text;

/// <summary>
/// Arranges spans so that TDLib takes all of them: it silently drops whichever of two spans that must not meet comes later
/// (see <c>fix_entities</c> in its <c>MessageEntity.cpp</c>). Code, links, mentions and emoji exclude each other; quotes do
/// not nest, and what excludes others lies wholly inside or outside of one. Bold, italic and the like may meet anything.
/// </summary>
internal static class SpanLayout
{
    public static IReadOnlyList<TextSpan> Arrange(RichText text, Func<TextStyle, bool> isAccepted)
    {
        var spans = text.Spans.Where(span => isAccepted(span.Style)).Select(span => Fit(span, text.Text)).OfType<TextSpan>().ToList();
        var quotes = MergeQuotes(spans);
        var exclusive = new List<TextSpan>();
        foreach (var span in spans.Where(span => Rank(span.Style) is not null).OrderBy(span => Rank(span.Style)).ThenBy(span => span.Start).ThenByDescending(span => span.Length))
        {
            exclusive.AddRange(Place(span, exclusive, quotes));
        }

        return [.. quotes, .. exclusive, .. spans.Where(span => Rank(span.Style) is null && span.Style is not TextStyle.Quote)];
    }

    /// <summary>Which of two spans that exclude each other stays: the lower one. Null: excludes nothing.</summary>
    private static int? Rank(TextStyle style) => style switch
    {
        TextStyle.CodeBlock => 0,
        TextStyle.Link or TextStyle.Mention => 1,
        TextStyle.Code => 2,
        TextStyle.CustomEmoji => 3,
        _ => null,
    };

    /// <summary>Puts a span inside the text and off the middle of a surrogate pair, for which TDLib refuses the message.</summary>
    private static TextSpan? Fit(TextSpan span, string text)
    {
        var start = Math.Clamp(span.Start, 0, text.Length);
        var end = (int)Math.Clamp((long)span.Start + span.Length, start, text.Length);
        start -= IsInsidePair(text, start) ? 1 : 0;
        end += IsInsidePair(text, end) ? 1 : 0;
        return end > start ? span with { Start = start, Length = end - start } : null;
    }

    private static bool IsInsidePair(string text, int position) =>
        position > 0 && position < text.Length && char.IsSurrogatePair(text[position - 1], text[position]);

    private static List<TextSpan> MergeQuotes(List<TextSpan> spans)
    {
        var merged = new List<TextSpan>();
        foreach (var quote in spans.Where(span => span.Style is TextStyle.Quote).OrderBy(span => span.Start))
        {
            if (merged is [.., var last] && quote.Start < last.End)
            {
                merged[^1] = last with { Length = Math.Max(last.End, quote.End) - last.Start };
            }
            else
            {
                merged.Add(quote);
            }
        }

        return merged;
    }

    /// <summary>What is left of a span beside those placed before it. A mention or an emoji cannot be cut: all or nothing.</summary>
    private static IEnumerable<TextSpan> Place(TextSpan span, List<TextSpan> placed, List<TextSpan> quotes)
    {
        var cuts = quotes.SelectMany(quote => new[] { quote.Start, quote.End })
            .Concat(placed.SelectMany(other => new[] { other.Start, other.End }))
            .Where(cut => cut > span.Start && cut < span.End)
            .Append(span.End)
            .Order()
            .Distinct();
        var pieces = new List<TextSpan>();
        var start = span.Start;
        foreach (var end in cuts)
        {
            var piece = span with { Start = start, Length = end - start };
            if (!placed.Exists(other => other.Start < piece.End && piece.Start < other.End))
            {
                pieces.Add(piece);
            }

            start = end;
        }

        var isWhole = pieces is [var only] && only == span;
        return isWhole || span.Style is not (TextStyle.Mention or TextStyle.CustomEmoji) ? Join(pieces, quotes) : [];
    }

    /// <summary>Pieces that touch and lie on the same side of every quote are one.</summary>
    private static IEnumerable<TextSpan> Join(List<TextSpan> pieces, List<TextSpan> quotes)
    {
        for (var index = pieces.Count - 1; index > 0; index--)
        {
            var (left, right) = (pieces[index - 1], pieces[index]);
            if (left.End == right.Start && !quotes.Exists(quote => quote.Start == right.Start || quote.End == right.Start))
            {
                pieces[index - 1] = left with { Length = right.End - left.Start };
                pieces.RemoveAt(index);
            }
        }

        return pieces;
    }
}
