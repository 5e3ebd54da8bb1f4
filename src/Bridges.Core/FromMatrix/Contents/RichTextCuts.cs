using Bridges.Abstractions;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Cuts texts in two: where people would, if there is such a place.</summary>
internal static class RichTextCuts
{
    /// <summary>How far back from the limit a better place is looked for.</summary>
    private const double Back = 0.3;

    /// <param name="longest">In UTF-16 units, at least 1.</param>
    public static (RichText First, RichText Left) Cut(RichText text, int longest)
    {
        if (text.Text.Length <= longest)
        {
            return (text, RichText.Empty);
        }

        var at = PlaceFor(text, longest);
        var rest = at;
        while (rest < text.Text.Length && char.IsWhiteSpace(text.Text[rest]))
        {
            rest++;
        }

        return (Slice(text, 0, at), Slice(text, rest, text.Text.Length));
    }

    private static int PlaceFor(RichText text, int longest)
    {
        var words = text.Text;
        var earliest = (int)(longest * (1 - Back));
        foreach (var mark in (ReadOnlySpan<char>)['\n', ' '])
        {
            for (var at = longest; at > earliest; at--)
            {
                if (words[at] == mark && !text.Spans.Any(span => IsIndivisible(span) && span.Start < at && at < span.Start + span.Length))
                {
                    return at;
                }
            }
        }

        // Never through a mention or an emoji, nor through the halves of one character.
        var inside = text.Spans.Where(span => IsIndivisible(span) && span.Start < longest && longest < span.Start + span.Length && span.Start > 0).ToArray();
        var place = inside.Length > 0 ? inside.Min(static span => span.Start) : longest;
        return place > 1 && char.IsLowSurrogate(words[place]) && char.IsHighSurrogate(words[place - 1]) ? place - 1 : place;
    }

    private static bool IsIndivisible(TextSpan span) => span.Style is TextStyle.Mention or TextStyle.CustomEmoji or TextStyle.Link;

    private static RichText Slice(RichText text, int start, int end)
    {
        var spans = new List<TextSpan>();
        foreach (var span in text.Spans)
        {
            var (from, to) = (Math.Max(span.Start, start), Math.Min(span.Start + span.Length, end));
            if (from < to)
            {
                spans.Add(span with { Start = from - start, Length = to - from });
            }
        }

        return new RichText(text.Text[start..end], spans);
    }
}
