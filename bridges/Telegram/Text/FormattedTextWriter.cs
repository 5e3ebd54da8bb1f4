using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Text;

/// <summary>Neutral rich text into TDLib's <c>formattedText</c>.</summary>
internal static class FormattedTextWriter
{
    /// <param name="state">Knows which users may be mentioned.</param>
    /// <param name="plainly">
    /// Leaves out links, mentions and emoji, which are what TDLib or the server may refuse a message for.
    /// </param>
    public static JsonObject Write(RichText text, TdState state, bool plainly = false)
    {
        var spans = SpanLayout.Arrange(text, style => Type(style, state) is not null && (!plainly || !IsRisky(style)));
        var entities = new JsonArray();
        foreach (var span in spans)
        {
            entities.Add(TdJson.Request("textEntity", ("offset", span.Start), ("length", span.Length), ("type", Type(span.Style, state))));
        }

        return TdJson.Request("formattedText", ("text", text.Text), ("entities", entities));
    }

    /// <summary>Whether writing plainly leaves anything out.</summary>
    public static bool HasRiskySpans(RichText text) => text.Spans.Any(span => IsRisky(span.Style));

    private static bool IsRisky(TextStyle style) => style is TextStyle.Link or TextStyle.Mention or TextStyle.CustomEmoji;

    private static JsonObject? Type(TextStyle style, TdState state) => style switch
    {
        TextStyle.Bold => TdJson.Request("textEntityTypeBold"),
        TextStyle.Italic => TdJson.Request("textEntityTypeItalic"),
        TextStyle.Underline => TdJson.Request("textEntityTypeUnderline"),
        TextStyle.Strikethrough => TdJson.Request("textEntityTypeStrikethrough"),
        TextStyle.Spoiler => TdJson.Request("textEntityTypeSpoiler"),
        TextStyle.Quote => TdJson.Request("textEntityTypeBlockQuote"),
        TextStyle.Code => TdJson.Request("textEntityTypeCode"),
        TextStyle.CodeBlock { Language: { Length: > 0 } language } => TdJson.Request("textEntityTypePreCode", ("language", language)),
        TextStyle.CodeBlock => TdJson.Request("textEntityTypePre"),
        TextStyle.Link link when LinkRules.IsAccepted(link.Url) => TdJson.Request("textEntityTypeTextUrl", ("url", link.Url)),
        TextStyle.Mention mention when RemoteIds.IsUser(mention.User, out var user) && state.User(user) is { HasAccess: true } =>
            TdJson.Request("textEntityTypeMentionName", ("user_id", user)),
        TextStyle.CustomEmoji emoji when long.TryParse(emoji.Id, out var id) && id != 0 =>
            TdJson.Request("textEntityTypeCustomEmoji", ("custom_emoji_id", emoji.Id)),
        _ => null,
    };
}
