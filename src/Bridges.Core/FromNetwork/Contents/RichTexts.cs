using Bridges.Abstractions;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>Puts rich texts together.</summary>
internal static class RichTexts
{
    public static RichText Styled(string text, TextStyle style) => new(text, [new TextSpan(0, text.Length, style)]);

    public static RichText Concat(params ReadOnlySpan<RichText> parts)
    {
        var text = new System.Text.StringBuilder();
        var spans = new List<TextSpan>();
        foreach (var part in parts)
        {
            foreach (var span in part.Spans)
            {
                spans.Add(span with { Start = span.Start + text.Length });
            }

            text.Append(part.Text);
        }

        return new RichText(text.ToString(), spans);
    }

    /// <summary>One below the other; what is empty takes no line.</summary>
    public static RichText Lines(RichText upper, RichText lower) =>
        upper.Text.Length == 0 ? lower : lower.Text.Length == 0 ? upper : Concat(upper, RichText.Plain("\n"), lower);
}
