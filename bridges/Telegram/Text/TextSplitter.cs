using Bridges.Abstractions;

namespace Bridges.Telegram.Text;

/// <summary>
/// Cuts a text into messages: at the end of a paragraph, else of a line, else of a word, else anywhere between two
/// characters. Spans are cut with it. Lengths are UTF-16 code units, by which Telegram's own programs cut too; the server
/// counts characters, which are never more.
/// </summary>
internal static class TextSplitter
{
    /// <summary>Break marks, best first.</summary>
    private static readonly string[] Borders = ["\n\n", "\n", " "];

    /// <summary>The pieces in order, none of them blank; none at all for a blank text.</summary>
    public static IReadOnlyList<RichText> Split(RichText text, int longest)
    {
        var pieces = new List<RichText>();
        var start = 0;
        while (start < text.Text.Length)
        {
            var end = text.Text.Length - start <= longest ? text.Text.Length : FindBreak(text.Text, start, longest);
            if (!string.IsNullOrWhiteSpace(text.Text[start..end]))
            {
                pieces.Add(Slice(text, start, end));
            }

            start = end;
            while (start < text.Text.Length && text.Text[start] is '\n' or ' ')
            {
                start++;
            }
        }

        return pieces;
    }

    private static int FindBreak(string text, int start, int longest)
    {
        foreach (var border in Borders)
        {
            // A border in the first half would waste most of a message.
            var found = text.LastIndexOf(border, start + longest - 1, longest / 2, StringComparison.Ordinal);
            if (found > start)
            {
                return found;
            }
        }

        var end = start + longest;
        return char.IsSurrogatePair(text[end - 1], text[end]) ? end - 1 : end;
    }

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
