using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Incoming.Contents;
using Bridges.Telegram.Json;
using Bridges.Telegram.Polls;
using Bridges.Telegram.State;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Incoming;

/// <summary>What a Telegram message says, in neutral form.</summary>
internal static class ContentTranslator
{
    /// <param name="message">TDLib's message, whose <c>content</c> is wanted.</param>
    /// <returns>Null for what no reader needs to see.</returns>
    public static MessageContent? Translate(JsonElement message, TdState state)
    {
        if (message.Object("content") is not { } content)
        {
            return null;
        }

        switch (content.Type())
        {
            case "messageText":
                return new TextContent(FormattedTextReader.Read(content.Object("text"), state)) { Previews = PreviewReader.Read(content) };
            case "messageAnimatedEmoji":
                return new TextContent(FormattedTextReader.AnimatedEmoji(content, state));
            case "messagePoll" when content.Object("poll") is { } poll:
                return PollReader.Content(poll, state);
        }

        if (MediaContents.Read(message, content, state) is { } media)
        {
            return media;
        }

        if (PlaceContents.Read(message, content) is { } place)
        {
            return place;
        }

        return ServiceNotice.Describe(content, state) is { } notice
            ? notice.Length == 0 ? null : new TextContent(RichText.Plain(notice), TextManner.Notice)
            : ContentDescription.Describe(message, content, state);
    }
}
