using Bridges.Abstractions;

namespace Bridges.Telegram.Text;

/// <summary>
/// Cuts a text into messages: at the end of a paragraph, else of a line, else of a word, else anywhere between two
/// characters. Spans are cut with it. Nothing but
/// the break itself is left out, so that code keeps its indentation. Lengths are UTF-16 code units, by which Telegram's own programs cut too; the server
/// counts characters, which are never more.
/// </summary>
internal static class TextSplitter
{
    /// <summary>Break marks, best first.</summary>
    private static readonly string[] Borders = ["\n\n", "\n", " "];

    /// <summary>The pieces in order, none of them blank; none at all for a blank text.</summary>
    public static IReadOnlyList<RichText> Split(RichText text, int longest) => Split(text, longest, longest);

    /// <inheritdoc cref="Split(RichText, int)"/>
    public static IReadOnlyList<RichText> Split(RichText text, int longestFirst, int longestNext)
    {
        var pieces = new List<RichText>();
        var start = 0;
        while (start < text.Text.Length)
        {
            var longest = pieces.Count == 0 ? longestFirst : longestNext;
            var (end, next) = text.Text.Length - start <= longest
                ? (text.Text.Length, text.Text.Length)
                : FindBreak(text, start, longest);
            if (!string.IsNullOrWhiteSpace(text.Text[start..end]))
            {
                pieces.Add(Slice(text, start, end));
            }

            start = next;
        }

        return pieces;
    }

    /// <summary>What follows behind a number of units, without the break that stands there.</summary>
    public static RichText After(RichText text, int start)
    {
        while (start < text.Text.Length && (text.Text[start] is '\n' or ' '))
        {
            start++;
        }

        return Slice(text, start, text.Text.Length);
    }

    /// <returns>The end of this piece and the beginning of the next: between them only the break is, which the two messages now are.</returns>
    private static (int End, int Next) FindBreak(RichText whole, int start, int longest)
    {
        var text = whole.Text;
        foreach (var border in Borders)
        {
            // A border in the first half would waste most of a message.
            var found = text.LastIndexOf(border, start + longest - 1, longest / 2, StringComparison.Ordinal);
            if (found > start)
            {
                // An empty line in code is part of the code.
                return (found, found + (IsInCode(whole, found) ? 1 : border.Length));
            }
        }

        var end = start + longest;
        end -= char.IsSurrogatePair(text[end - 1], text[end]) ? 1 : 0;
        return (end, end);
    }

    private static bool IsInCode(RichText text, int position) =>
        text.Spans.Any(span => span.Style is TextStyle.CodeBlock && span.Start <= position && position < span.End);

    private static RichText Slice(RichText text, int start, int end)
    {
        var spans = new List<TextSpan>();
        foreach (var span in text.Spans)
        {
            var from = Math.Max(span.Start, start);
            var to = Math.Min(span.End, end);
            if (to > from)
            {
                spans.Add(span with { Start = from - start, Length = to - from });
            }
        }

        return new RichText(text.Text[start..end], spans);
    }
}
