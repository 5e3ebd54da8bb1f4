using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>
/// Where a link leads that clients would not follow (an odd scheme, an invisible character) is said behind its text: nothing that the
/// author wrote gets lost.
/// </summary>
internal static class SpokenLinks
{
    /// <summary>What is longer says nothing to a reader.</summary>
    private const int LongestShown = 500;

    public static RichText Apply(RichText text)
    {
        List<TextEdit>? edits = null;
        foreach (var span in text.Spans.OrderBy(static span => span.End))
        {
            if (span.Style is TextStyle.Link { Url: { Length: > 0 } url } && !LinkRules.IsAllowed(url)
                && Visible(url) is { Length: > 0 and <= LongestShown } shown
                && !text.Text.AsSpan(span.Start, span.Length).Contains(shown, StringComparison.OrdinalIgnoreCase)
                && (edits is null || edits[^1].Start < LastOf(text.Text, span)))
            {
                // With the last character, so that it stays within a spoiler that ends there, too.
                var last = LastOf(text.Text, span);
                (edits ??= []).Add(new TextEdit(last, span.End - last, $"{text.Text[last..span.End]} ({shown})"));
            }
        }

        return edits is null ? text : TextEdit.ApplyAll(text, edits);
    }

    private static int LastOf(string text, TextSpan span) => Surrogates.IsInsidePair(text, span.End - 1) ? span.End - 2 : span.End - 1;

    private static string Visible(string url) =>
        string.Concat(Surrogates.Repair(url).Where(static character => !char.IsControl(character) && !LinkRules.IsInvisible(character))).Trim();
}
