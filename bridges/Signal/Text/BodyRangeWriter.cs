using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;

namespace Bridges.Signal.Text;

/// <summary>
/// From rich text to Signal's text with ranges. Links that say something else than their address get the address behind them; what Signal has no
/// style for is shown in the nearest one.
/// </summary>
internal static class BodyRangeWriter
{
    private const char MentionMark = '\uFFFC';

    /// <returns>Fields <c>text</c> and <c>ranges</c> for the engine.</returns>
    public static JsonObject Write(RichText given, TextManner manner = TextManner.Plain)
    {
        var rich = given.SpeakLinks();
        var spans = rich.Spans.Where(span => span.Length > 0 && span.Start >= 0 && span.Start <= rich.Text.Length - span.Length).ToList();
        var text = new StringBuilder();
        var ranges = new List<(int Start, int End, string? Style, string? Mention)>();
        var positions = new int[rich.Text.Length + 1];
        var mentions = spans.Where(IsMention).OrderBy(span => span.Start).ToList();
        var mention = 0;
        for (var i = 0; i <= rich.Text.Length; i++)
        {
            positions[i] = text.Length;
            if (i == rich.Text.Length)
            {
                break;
            }

            while (mention < mentions.Count && mentions[mention].Start < i)
            {
                mention++;
            }

            if (mention < mentions.Count && mentions[mention].Start == i)
            {
                var span = mentions[mention];
                ranges.Add((text.Length, text.Length + 1, null, ((TextStyle.Mention)span.Style).User.Value));
                text.Append(MentionMark);
                for (var skipped = i + 1; skipped < Math.Min(span.End, rich.Text.Length); skipped++)
                {
                    positions[skipped] = text.Length;
                }

                i = Math.Min(span.End, rich.Text.Length) - 1;
                continue;
            }

            text.Append(rich.Text[i]);
        }

        foreach (var span in spans)
        {
            if (StyleOf(span.Style) is { } style && positions[span.End] > positions[span.Start])
            {
                ranges.Add((positions[span.Start], positions[span.End], style, null));
            }
        }

        if (manner == TextManner.Emote && text.Length > 0)
        {
            ranges.Add((0, text.Length, "italic", null));
        }

        return new JsonObject
        {
            ["text"] = text.ToString(),
            ["ranges"] = new JsonArray([.. ranges.OrderBy(range => range.Start).Select(range => (JsonNode?)ToNode(range.Start, range.End, range.Style, range.Mention))]),
        };
    }

    private static JsonObject ToNode(int start, int end, string? style, string? mention) => mention is null
        ? new JsonObject { ["start"] = start, ["length"] = end - start, ["style"] = style }
        : new JsonObject { ["start"] = start, ["length"] = end - start, ["mention"] = mention };

    private static bool IsMention(TextSpan span) =>
        span.Style is TextStyle.Mention { User.Value: var user } && RemoteIds.IsPerson(user) && !user.StartsWith("PNI:", StringComparison.Ordinal);

    private static string? StyleOf(TextStyle style) => style switch
    {
        TextStyle.Bold => "bold",
        TextStyle.Italic or TextStyle.Quote => "italic",
        TextStyle.Strikethrough => "strikethrough",
        TextStyle.Code or TextStyle.CodeBlock => "monospace",
        TextStyle.Spoiler => "spoiler",
        _ => null,
    };
}
