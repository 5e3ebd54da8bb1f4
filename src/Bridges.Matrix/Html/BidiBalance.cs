using System.Buffers;
using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>
/// Closes what a line opens with invisible direction controls, and drops those that close nothing, so that no message
/// can turn the text around it ("Trojan Source").
/// </summary>
internal static class BidiBalance
{
    private const char PopEmbedding = '\u202C';
    private const char PopIsolate = '\u2069';

    /// <summary>Deeper nesting than any real text has is dropped (the Unicode algorithm itself stops at 125).</summary>
    private const int Depth = 16;

    private static readonly SearchValues<char> Controls = SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    public static RichText Apply(RichText text)
    {
        if (text.Text.AsSpan().IndexOfAny(Controls) < 0)
        {
            return text;
        }

        var edits = new List<TextEdit>();
        // The characters that will close what is open, innermost last.
        var open = new Stack<char>();
        for (var index = 0; index < text.Text.Length; index++)
        {
            var character = text.Text[index];
            if (IsLineEnd(character))
            {
                CloseAll(text.Text, open, index, edits);
            }
            else if (!IsInOrder(character, open))
            {
                edits.Add(new TextEdit(index, 1, ""));
            }
        }

        CloseAll(text.Text, open, text.Text.Length, edits);
        return TextEdit.ApplyAll(text, edits);
    }

    private static bool IsLineEnd(char character) => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsInOrder(char character, Stack<char> open)
    {
        switch (character)
        {
            case '\u202A' or '\u202B' or '\u202D' or '\u202E' when open.Count < Depth:
                open.Push(PopEmbedding);
                return true;
            case '\u2066' or '\u2067' or '\u2068' when open.Count < Depth:
                open.Push(PopIsolate);
                return true;
            case PopEmbedding or PopIsolate when open.TryPeek(out var expected) && expected == character:
                open.Pop();
                return true;
            default:
                return !Controls.Contains(character);
        }
    }

    // Together with the last character of the line, so that it stands inside of the spans, and so of the blocks, that end there.
    private static void CloseAll(string text, Stack<char> open, int position, List<TextEdit> edits)
    {
        if (open.Count == 0)
        {
            return;
        }

        var closing = string.Concat(open);
        open.Clear();
        if (edits is [.., { Length: 1 } dropped] && dropped.Start == position - 1)
        {
            edits[^1] = dropped with { Replacement = dropped.Replacement + closing };
            return;
        }

        var last = Surrogates.IsInsidePair(text, position - 1) ? position - 2 : position - 1;
        edits.Add(new TextEdit(last, position - last, text[last..position] + closing));
    }
}
