using System.Text;
using Bridges.Abstractions;

namespace Bridges.WhatsApp.Text;

/// <summary>A text as WhatsApp wants it.</summary>
/// <param name="Mentions">Who is named in it.</param>
internal sealed record WrittenText(string Text, IReadOnlyList<string> Mentions, bool Everyone);

/// <summary>Writes neutral text in WhatsApp's markup. What WhatsApp has no mark for is written out: links behind words.</summary>
internal static class WhatsAppTextWriter
{
    public static WrittenText Write(RichText given, TextManner manner = TextManner.Plain)
    {
        var whole = manner == TextManner.Emote ? given with { Spans = [.. given.Spans, new TextSpan(0, given.Text.Length, new TextStyle.Italic())] } : given;
        var spoken = whole.SpeakLinks();
        var text = spoken with { Spans = [.. spoken.Spans.Where(span => Fits(span, spoken.Text.Length))] };
        var mentions = new List<string>();
        var everyone = false;
        var written = new StringBuilder();
        var marks = new Queue<(int Position, string Mark)>(Marks(text, mentions, ref everyone));
        // A person's name is replaced by the number that WhatsApp's apps turn into the name again.
        var replaced = Covered(text, span => span.Style is TextStyle.Mention ? span.End : span.Start);
        var quoted = Covered(text, span => span.Style is TextStyle.Quote ? span.End - 1 : span.Start);
        for (var position = 0; position <= text.Text.Length; position++)
        {
            while (marks.TryPeek(out var next) && next.Position == position)
            {
                written.Append(marks.Dequeue().Mark);
            }

            if (position < text.Text.Length && !replaced[position])
            {
                written.Append(text.Text[position]);
                if (text.Text[position] == '\n' && quoted[position])
                {
                    written.Append("> ");
                }
            }
        }

        return new WrittenText(written.ToString(), mentions, everyone);
    }

    private static bool Fits(TextSpan span, int length) =>
        span is { Start: >= 0, Length: > 0 } && (long)span.Start + span.Length <= length && span.Style switch
        {
            TextStyle.Mention mention => mention.User.Value.TrimStart('+') is { Length: > 4 } digits && digits.All(char.IsAsciiDigit),
            _ => true,
        };

    /// <summary>Which characters lie in one of the spans.</summary>
    /// <param name="endOf">Where a span ends, or its start where it does not count.</param>
    private static bool[] Covered(RichText text, Func<TextSpan, int> endOf)
    {
        var changes = new int[text.Text.Length + 1];
        foreach (var span in text.Spans)
        {
            changes[span.Start]++;
            changes[Math.Max(span.Start, endOf(span))]--;
        }

        var depth = 0;
        return [.. changes.Select(change => (depth += change) > 0)];
    }

    private static List<(int Position, string Mark)> Marks(RichText text, List<string> mentions, ref bool everyone)
    {
        var marks = new List<(int Position, int Order, string Mark)>();
        var code = text.Spans.Where(IsCode).SelectMany(span => Pieces(text.Text, span), (span, piece) => new TextSpan(piece.Start + 1, piece.End - piece.Start - 1, span.Style));
        var inCode = Covered(text with { Spans = [.. code] }, span => span.End);
        foreach (var span in text.Spans.OrderBy(span => span.Start).ThenByDescending(span => span.Length).ThenBy(IsCode))
        {
            switch (span.Style)
            {
                case TextStyle.Bold or TextStyle.Italic or TextStyle.Strikethrough or TextStyle.Code:
                    AddOnEachLine(marks, text.Text, span, inCode);
                    break;
                case TextStyle.CodeBlock when Trim(text.Text, span.Start, span.End) is var (start, end) && end > start:
                    Add(marks, start, end, "```");
                    break;
                case TextStyle.Quote when Trim(text.Text, span.Start, span.End) is var (start, end) && end > start:
                    marks.Add((start, -1, "> "));
                    break;
                case TextStyle.Mention mention:
                    mentions.Add(mention.User.Value);
                    marks.Add((span.Start, 0, $"@{mention.User.Value.TrimStart('+')}"));
                    break;
                case TextStyle.MentionEveryone:
                    everyone = true;
                    break;
            }
        }

        // What closes at a place closes before what opens there.
        return [.. marks.OrderBy(mark => mark.Position).ThenBy(mark => mark.Order).Select(mark => (mark.Position, mark.Mark))];
    }

    private static string MarkOf(TextStyle style) => style switch
    {
        TextStyle.Bold => "*",
        TextStyle.Italic => "_",
        TextStyle.Strikethrough => "~",
        _ => "`",
    };

    private static bool IsCode(TextSpan span) => span.Style is TextStyle.Code or TextStyle.CodeBlock;

    /// <summary>A mark within code is none.</summary>
    private static void AddOnEachLine(List<(int Position, int Order, string Mark)> marks, string text, TextSpan span, bool[] inCode)
    {
        foreach (var (start, end) in Pieces(text, span))
        {
            if (!inCode[start] && !inCode[end])
            {
                Add(marks, start, end, MarkOf(span.Style));
            }
        }
    }

    /// <summary>What marks are written around: a mark that opens in one line and closes in another is none, but for a block of code.</summary>
    private static IEnumerable<(int Start, int End)> Pieces(string text, TextSpan span)
    {
        for (var line = span.Start; line < span.End;)
        {
            var found = span.Style is TextStyle.CodeBlock ? -1 : text.IndexOf('\n', line, span.End - line);
            var (start, end) = Trim(text, line, found < 0 ? span.End : found);
            if (end > start)
            {
                yield return (start, end);
            }

            line = found < 0 ? span.End : found + 1;
        }
    }

    private static void Add(List<(int Position, int Order, string Mark)> marks, int start, int end, string mark)
    {
        marks.Add((start, marks.Count + 1, mark));
        marks.Add((end, -marks.Count - 1, mark));
    }

    /// <summary>A mark beside a blank is no mark.</summary>
    private static (int Start, int End) Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }
}
