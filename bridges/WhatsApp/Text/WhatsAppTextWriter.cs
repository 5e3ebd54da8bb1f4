using System.Text;
using Bridges.Abstractions;

namespace Bridges.WhatsApp.Text;

/// <summary>A text as WhatsApp wants it.</summary>
/// <param name="Mentions">Who is named in it.</param>
internal sealed record WrittenText(string Text, IReadOnlyList<string> Mentions, bool Everyone);

/// <summary>Writes neutral text in WhatsApp's markup. What WhatsApp has no mark for is written out: links behind words, spoilers' reasons.</summary>
internal static class WhatsAppTextWriter
{
    public static WrittenText Write(RichText given, TextManner manner = TextManner.Plain)
    {
        var text = given with { Spans = [.. given.Spans.Where(span => Fits(span, given.Text.Length))] };
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

        var whole = manner == TextManner.Emote ? $"_{written}_" : written.ToString();
        return new WrittenText(whole, mentions, everyone);
    }

    private static bool Fits(TextSpan span, int length) =>
        span is { Start: >= 0, Length: > 0 } && (long)span.Start + span.Length <= length && span.Style switch
        {
            TextStyle.Mention mention => mention.User.Value.TrimStart('+') is { Length: > 4 } digits && digits.All(char.IsAsciiDigit),
            TextStyle.Link link => Uri.TryCreate(link.Url, UriKind.Absolute, out _),
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
        foreach (var span in text.Spans.OrderBy(span => span.Start).ThenByDescending(span => span.Length))
        {
            var (start, end) = Trim(text.Text, span);
            if (end <= start && span.Style is not TextStyle.Mention)
            {
                continue;
            }

            switch (span.Style)
            {
                case TextStyle.Bold:
                    Add(marks, start, end, "*", "*");
                    break;
                case TextStyle.Italic:
                    Add(marks, start, end, "_", "_");
                    break;
                case TextStyle.Strikethrough:
                    Add(marks, start, end, "~", "~");
                    break;
                case TextStyle.Code:
                    Add(marks, start, end, "`", "`");
                    break;
                case TextStyle.CodeBlock:
                    Add(marks, start, end, "```", "```");
                    break;
                case TextStyle.Quote:
                    marks.Add((start, -1, "> "));
                    break;
                case TextStyle.Link link when !string.Equals(link.Url, text.Text[start..end], StringComparison.Ordinal):
                    marks.Add((end, 0, $" ({link.Url})"));
                    break;
                case TextStyle.Mention mention:
                    mentions.Add(mention.User.Value);
                    marks.Add((span.Start, 0, $"@{mention.User.Value.TrimStart('+')}"));
                    break;
                case TextStyle.MentionEveryone:
                    everyone = true;
                    break;
                case TextStyle.Spoiler { Reason: { Length: > 0 } reason }:
                    marks.Add((start, 0, $"({reason}) "));
                    break;
            }
        }

        // What closes at a place closes before what opens there.
        return [.. marks.OrderBy(mark => mark.Position).ThenBy(mark => mark.Order).Select(mark => (mark.Position, mark.Mark))];
    }

    private static void Add(List<(int Position, int Order, string Mark)> marks, int start, int end, string open, string close)
    {
        marks.Add((start, marks.Count + 1, open));
        marks.Add((end, -marks.Count - 1, close));
    }

    /// <summary>A mark beside a blank is no mark.</summary>
    private static (int Start, int End) Trim(string text, TextSpan span)
    {
        var (start, end) = (Math.Clamp(span.Start, 0, text.Length), Math.Clamp(span.End, 0, text.Length));
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
