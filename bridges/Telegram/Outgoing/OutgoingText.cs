using Bridges.Abstractions;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Outgoing;

/// <summary>What a text from Matrix says, as the Telegram messages that it becomes.</summary>
internal static class OutgoingText
{
    private const string EmoteMark = "* ";

    /// <exception cref="BridgeException">It is empty.</exception>
    public static IReadOnlyList<RichText> Split(TextContent content, int longest)
    {
        var text = content.Manner == TextManner.Emote ? Prefix(EmoteMark, content.Text) : content.Text;
        var pieces = TextSplitter.Split(text.SpeakLinks(LinkRules.SpeaksForItself), longest);
        return pieces.Count > 0 ? pieces : throw BridgeException.Permanent("Telegram takes no empty messages.");
    }

    private static RichText Prefix(string prefix, RichText text) =>
        new(prefix + text.Text, [.. text.Spans.Select(span => span with { Start = span.Start + prefix.Length })]);
}
