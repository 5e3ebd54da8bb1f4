using Bridges.Abstractions;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Outgoing;

/// <summary>What a message from Matrix says, as the Telegram messages that it becomes.</summary>
internal static class OutgoingText
{
    private const string EmoteMark = "* ";

    /// <exception cref="BridgeException">It is nothing that Telegram takes.</exception>
    public static IReadOnlyList<RichText> Split(MessageContent content, int longest)
    {
        var text = content switch
        {
            TextContent { Manner: TextManner.Emote } emote => Prefix(EmoteMark, emote.Text),
            TextContent plain => plain.Text,
            _ => throw BridgeException.Permanent("Only text messages can be sent to Telegram for now."),
        };
        var pieces = TextSplitter.Split(text, longest);
        return pieces.Count > 0 ? pieces : throw BridgeException.Permanent("Telegram takes no empty messages.");
    }

    private static RichText Prefix(string prefix, RichText text) =>
        new(prefix + text.Text, [.. text.Spans.Select(span => span with { Start = span.Start + prefix.Length })]);
}
