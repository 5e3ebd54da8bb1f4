using System.Text;
using Bridges.Abstractions;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>
/// What a spoiler is about was written for the reader, and no network has a place for it but the text: it is said in front of what is
/// hidden.
/// </summary>
internal static class SpoilerReasons
{
    public static RichText Say(RichText text)
    {
        var reasons = text.Spans.Where(static span => span.Style is TextStyle.Spoiler { Reason.Length: > 0 }).OrderBy(static span => span.Start).ToArray();
        if (reasons.Length == 0)
        {
            return text;
        }

        var said = new StringBuilder();
        var copied = 0;
        var shifts = new List<(int At, int By)>(reasons.Length);
        foreach (var span in reasons)
        {
            var words = $"({((TextStyle.Spoiler)span.Style).Reason}) ";
            said.Append(text.Text, copied, span.Start - copied).Append(words);
            copied = span.Start;
            shifts.Add((span.Start, words.Length));
        }

        said.Append(text.Text, copied, text.Text.Length - copied);
        return new RichText(said.ToString(), [.. text.Spans.Select(Move)]);

        // What begins where the reason is said begins behind it.
        TextSpan Move(TextSpan span)
        {
            var start = span.Start + shifts.Where(shift => shift.At <= span.Start).Sum(static shift => shift.By);
            var end = span.End + shifts.Where(shift => shift.At < span.End).Sum(static shift => shift.By);
            return new TextSpan(start, end - start, span.Style is TextStyle.Spoiler ? new TextStyle.Spoiler() : span.Style);
        }
    }
}
