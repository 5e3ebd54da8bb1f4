using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
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
                return new TextContent(FormattedTextReader.Read(content.Object("text"), state));
            case "messageAnimatedEmoji":
                return new TextContent(RichText.Plain(content.Text("emoji")));
        }

        if (ServiceNotice.Describe(message, content, state) is { } notice)
        {
            return notice.Length == 0 ? null : new TextContent(RichText.Plain(notice), TextManner.Notice);
        }

        var caption = content.Object("caption") is { } formatted ? FormattedTextReader.Read(formatted, state) : null;
        return new UnsupportedContent(ContentDescription.Describe(content), caption is { Text.Length: > 0 } ? caption : null);
    }
}
