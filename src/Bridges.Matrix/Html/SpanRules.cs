using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>Makes spans fit to be written: inside the text, between whole characters, in bounded number.</summary>
internal static class SpanRules
{
    public static RichText Apply(RichText text)
    {
        var spans = new List<TextSpan>(Math.Min(text.Spans.Count, HtmlLimits.Spans));
        foreach (var span in text.Spans)
        {
            if (spans.Count < HtmlLimits.Spans && Fit(span, text.Text) is { } fitting)
            {
                spans.Add(fitting);
            }
        }

        return new RichText(text.Text, spans);
    }

    private static TextSpan? Fit(TextSpan span, string text)
    {
        var start = Math.Clamp(span.Start, 0, text.Length);
        var end = (int)Math.Clamp((long)span.Start + span.Length, 0, text.Length);
        start -= Surrogates.IsInsidePair(text, start) ? 1 : 0;
        end += Surrogates.IsInsidePair(text, end) ? 1 : 0;
        return end > start ? new TextSpan(start, end - start, Clean(span.Style)) : null;
    }

    /// <summary>A spoiler's reason is shown like the text itself.</summary>
    private static TextStyle Clean(TextStyle style) => style is TextStyle.Spoiler { Reason: { } reason }
        ? new TextStyle.Spoiler(BidiBalance.Apply(RichText.Plain(Surrogates.Repair(reason))).Text)
        : style;
}
