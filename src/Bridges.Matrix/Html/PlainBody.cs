using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>Writes rich text without markup, so that nothing a reader needs is lost and nothing hidden is told.</summary>
public static class PlainBody
{
    // Quotes in quotes could make a body many times as long as its text.
    private const int MaxQuoteMarks = 4;

    /// <param name="withAddresses">Behind the text of each link, where it leads.</param>
    public static string Write(RichText text, bool withAddresses = true)
    {
        var marks = new Dictionary<int, int>();
        var edits = new List<TextEdit>();
        foreach (var span in text.Spans)
        {
            switch (span.Style)
            {
                case TextStyle.Spoiler spoiler:
                    edits.Add(new TextEdit(span.Start, span.Length, spoiler.Reason is null ? "[Spoiler]" : $"[Spoiler for {spoiler.Reason}]"));
                    break;
                case TextStyle.Link { Url: var url } when withAddresses && LinkRules.IsAllowed(url) && !IsHidden(text, span) && !Bridges.Abstractions.SpokenLinks.ShowAddress(text.Text.AsSpan(span.Start, span.Length), url):
                    edits.Add(new TextEdit(span.End, 0, $" ({url})"));
                    break;
                case TextStyle.Quote:
                    AddQuoteMarks(text.Text, span, marks, edits);
                    break;
            }
        }

        // Reasons come from strangers too.
        return BidiBalance.Apply(TextEdit.ApplyAll(text with { Spans = [] }, WithoutOverlaps(edits))).Text;
    }

    // Notifications show this text: where a spoiler leads is a part of what it hides.
    private static bool IsHidden(RichText text, TextSpan link) =>
        text.Spans.Any(span => span.Style is TextStyle.Spoiler && span.Start < link.End && link.Start < span.End);

    private static void AddQuoteMarks(string text, TextSpan span, Dictionary<int, int> marks, List<TextEdit> edits)
    {
        for (var line = span.Start; line >= 0 && line < span.End;)
        {
            if ((marks[line] = marks.GetValueOrDefault(line) + 1) <= MaxQuoteMarks)
            {
                edits.Add(new TextEdit(line, 0, "> "));
            }

            var end = text.IndexOf('\n', line, span.End - line);
            line = end < 0 ? -1 : end + 1;
        }
    }

    private static List<TextEdit> WithoutOverlaps(List<TextEdit> edits)
    {
        var kept = new List<TextEdit>(edits.Count);
        var free = 0;
        foreach (var edit in edits.OrderBy(static edit => edit.Start).ThenBy(static edit => edit.Length))
        {
            if (edit.Start >= free)
            {
                kept.Add(edit);
                free = edit.Start + edit.Length;
            }
        }

        return kept;
    }
}
