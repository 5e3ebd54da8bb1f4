using System.Text;
using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>Puts <paramref name="Replacement"/> in place of a range of a text.</summary>
internal readonly record struct TextEdit(int Start, int Length, string Replacement)
{
    private int End => Start + Length;

    /// <summary>Applies edits that are in order and do not overlap, and moves the spans along.</summary>
    public static RichText ApplyAll(RichText text, IReadOnlyList<TextEdit> edits)
    {
        if (edits.Count == 0)
        {
            return text;
        }

        var edited = new StringBuilder(text.Text.Length);
        var positionsAfter = new int[edits.Count];
        var copied = 0;
        for (var index = 0; index < edits.Count; index++)
        {
            edited.Append(text.Text, copied, edits[index].Start - copied).Append(edits[index].Replacement);
            copied = edits[index].End;
            positionsAfter[index] = edited.Length;
        }

        edited.Append(text.Text, copied, text.Text.Length - copied);
        var spans = new List<TextSpan>(text.Spans.Count);
        foreach (var span in text.Spans)
        {
            var start = Move(span.Start, edits, positionsAfter, isEnd: false);
            var end = Move(span.End, edits, positionsAfter, isEnd: true);
            if (end > start)
            {
                spans.Add(span with { Start = start, Length = end - start });
            }
        }

        return new RichText(edited.ToString(), spans);
    }

    // A span that touches a replaced range covers all of the replacement; what is inserted at its edges stays outside.
    private static int Move(int position, IReadOnlyList<TextEdit> edits, int[] positionsAfter, bool isEnd)
    {
        var last = LastBegunBefore(position, edits, isEnd);
        if (last < 0)
        {
            return position;
        }

        var edit = edits[last];
        if (position >= edit.End)
        {
            return positionsAfter[last] + position - edit.End;
        }

        return isEnd ? positionsAfter[last] : positionsAfter[last] - edit.Replacement.Length;
    }

    private static int LastBegunBefore(int position, IReadOnlyList<TextEdit> edits, bool isEnd)
    {
        var (low, high) = (0, edits.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var edit = edits[middle];
            var before = isEnd || edit.Length > 0 ? edit.Start < position : edit.Start <= position;
            (low, high) = before ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
