using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Files;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Text;

/// <summary>TDLib's <c>formattedText</c> into neutral rich text. Both count UTF-16 code units.</summary>
internal static class FormattedTextReader
{
    /// <param name="state">Knows the users that <c>@names</c> stand for.</param>
    public static RichText Read(JsonElement? formattedText, TdState state)
    {
        if (formattedText is not { } source)
        {
            return RichText.Empty;
        }

        var text = source.Text("text");
        var spans = new List<TextSpan>();
        foreach (var entity in source.Items("entities"))
        {
            var start = (int)Math.Clamp(entity.Number("offset"), 0, text.Length);
            var length = (int)Math.Clamp(entity.Number("length"), 0, text.Length - start);
            if (length > 0 && entity.Object("type") is { } type && Style(type, text.AsSpan(start, length), state) is { } style)
            {
                spans.Add(new TextSpan(start, length, style));
            }
        }

        return new RichText(text, spans);
    }

    /// <summary>A message that is nothing but one emoji.</summary>
    public static RichText AnimatedEmoji(JsonElement content, TdState state)
    {
        var text = content.Text("emoji");
        return content.Object("animated_emoji")?.Object("sticker")?.Object("full_type") is { } type && type.Number("custom_emoji_id") is not 0 and var id
            ? new RichText(text, [new TextSpan(0, text.Length, Emoji(id, state))])
            : RichText.Plain(text);
    }

    /// <summary>The numbers of the custom emoji in a text.</summary>
    public static IEnumerable<long> CustomEmoji(JsonElement formattedText) => formattedText.Items("entities")
        .Select(entity => entity.Object("type"))
        .Where(type => type?.Is("textEntityTypeCustomEmoji") == true)
        .Select(type => type!.Value.Number("custom_emoji_id"));

    private static TextStyle.CustomEmoji Emoji(long id, TdState state) =>
        new($"{id}") { Picture = state.CustomEmoji(id) is { } sticker ? StickerFile.OfEmoji(id, sticker) : null };

    private static TextStyle? Style(JsonElement type, ReadOnlySpan<char> text, TdState state) => type.Type() switch
    {
        "textEntityTypeBold" => new TextStyle.Bold(),
        "textEntityTypeItalic" => new TextStyle.Italic(),
        "textEntityTypeUnderline" => new TextStyle.Underline(),
        "textEntityTypeStrikethrough" => new TextStyle.Strikethrough(),
        "textEntityTypeSpoiler" => new TextStyle.Spoiler(),
        "textEntityTypeCode" => new TextStyle.Code(),
        "textEntityTypePre" => new TextStyle.CodeBlock(),
        "textEntityTypePreCode" => new TextStyle.CodeBlock(type.Text("language") is { Length: > 0 } language ? language : null),
        "textEntityTypeBlockQuote" or "textEntityTypeExpandableBlockQuote" => new TextStyle.Quote(),
        "textEntityTypeTextUrl" => new TextStyle.Link(type.Text("url")),
        "textEntityTypeUrl" => BareLink(text.ToString()),
        "textEntityTypeEmailAddress" => new TextStyle.Link($"mailto:{text}"),
        "textEntityTypeMentionName" => new TextStyle.Mention(RemoteIds.User(type.Number("user_id"))),
        "textEntityTypeMention" => state.UserByName(text[1..].ToString()) is { } user ? new TextStyle.Mention(RemoteIds.User(user.Id)) : null,
        "textEntityTypeCustomEmoji" => Emoji(type.Number("custom_emoji_id"), state),
        _ => null,
    };

    /// <summary>Readers see links with a scheme by themselves; Telegram also takes <c>example.org</c> for one.</summary>
    private static TextStyle.Link? BareLink(string text) =>
        text.Contains("://", StringComparison.Ordinal) ? null : new TextStyle.Link($"http://{text}");
}
