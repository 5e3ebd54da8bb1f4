using System.Text;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.Signal.Text;

/// <summary>From Signal's text with ranges to rich text. A mention stands in Signal's text as one character, U+FFFC, which is replaced by the person's name.</summary>
internal static class BodyRangeReader
{
    /// <param name="message">Has <c>text</c> and <c>ranges</c>.</param>
    /// <param name="nameOf">How a mentioned person is called.</param>
    public static RichText Read(JsonElement message, Func<string, string> nameOf)
    {
        var text = message.Text("text") ?? "";
        var ranges = message.Items("ranges").Select(Read).OfType<BodyRange>().Where(range => range.Length > 0 && range.Start >= 0 && range.Start <= text.Length - range.Length).ToList();
        var mentions = ranges.Where(range => range.Mention is not null).OrderBy(range => range.Start).ToList();
        if (mentions.Count == 0)
        {
            return new RichText(text, [.. ranges.Select(range => new TextSpan(range.Start, range.Length, range.Style!))]);
        }

        var shown = new StringBuilder();
        // From each place on, how far the text behind it has moved.
        var moves = new List<(int From, int By)>();
        var spans = new List<TextSpan>();
        var at = 0;
        foreach (var mention in mentions.Where(mention => mention.Start >= at))
        {
            shown.Append(text, at, mention.Start - at);
            var name = "@" + nameOf(mention.Mention!);
            spans.Add(new TextSpan(shown.Length, name.Length, new TextStyle.Mention(new RemoteUserId(mention.Mention!))));
            shown.Append(name);
            at = mention.Start + mention.Length;
            moves.Add((at, shown.Length - at));
        }

        shown.Append(text, at, text.Length - at);
        spans.AddRange(ranges.Where(range => range.Style is not null)
            .Select(range => (Start: Moved(range.Start), End: Moved(range.Start + range.Length), range.Style))
            .Where(range => range.End > range.Start)
            .Select(range => new TextSpan(range.Start, range.End - range.Start, range.Style!)));
        return new RichText(shown.ToString(), spans);

        int Moved(int position)
        {
            var (low, high) = (0, moves.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = moves[middle].From <= position ? (middle + 1, high) : (low, middle);
            }

            return low == 0 ? position : position + moves[low - 1].By;
        }
    }

    /// <summary>Everybody who is mentioned, in the message or in what it answers.</summary>
    public static IEnumerable<string> Mentioned(JsonElement message) => message.Items("ranges").Concat((message.Object("quote") ?? default).Items("ranges"))
        .Select(range => range.Text("mention")).OfType<string>().Distinct(StringComparer.Ordinal);

    private static BodyRange? Read(JsonElement range)
    {
        var start = (int)Math.Clamp(range.Number("start") ?? -1, -1, int.MaxValue);
        var length = (int)Math.Clamp(range.Number("length") ?? 0, 0, int.MaxValue);
        TextStyle? style = range.Text("style") switch
        {
            "bold" => new TextStyle.Bold(),
            "italic" => new TextStyle.Italic(),
            "spoiler" => new TextStyle.Spoiler(),
            "strikethrough" => new TextStyle.Strikethrough(),
            "monospace" => new TextStyle.Code(),
            _ => null,
        };
        return style is not null ? new BodyRange(start, length, style, null)
            : range.Text("mention") is { } person && RemoteIds.IsPerson(person) ? new BodyRange(start, length, null, person)
            : null;
    }

    private sealed record BodyRange(int Start, int Length, TextStyle? Style, string? Mention);
}
