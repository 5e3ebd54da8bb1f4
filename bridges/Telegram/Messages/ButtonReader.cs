using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Messages;

/// <summary>The buttons under a message, and the keyboards that bots offer instead of one's own.</summary>
internal static class ButtonReader
{
    private const int MostButtons = 100;

    public static IReadOnlyList<MessageChoice> Read(JsonElement message)
    {
        if (message.Object("reply_markup") is not { } markup || !markup.IsOneOf("replyMarkupInlineKeyboard", "replyMarkupShowKeyboard"))
        {
            return [];
        }

        var buttons = markup.Items("rows").Where(row => row.ValueKind == JsonValueKind.Array).SelectMany(row => row.EnumerateArray());
        return [.. buttons.Take(MostButtons).Select(Button).OfType<MessageChoice>()];
    }

    /// <returns>Null for buttons that do something only in Telegram's own apps.</returns>
    private static MessageChoice? Button(JsonElement button)
    {
        var label = button.Text("text");
        return button.Object("type") is not { } type || label.Length == 0 ? null : type.Type() switch
        {
            "inlineKeyboardButtonTypeUrl" or "inlineKeyboardButtonTypeLoginUrl" or "inlineKeyboardButtonTypeWebApp" or "keyboardButtonTypeWebApp" =>
                new MessageChoice(ButtonIds.Link, label, type.Text("url")),
            "inlineKeyboardButtonTypeCallback" => new MessageChoice(ButtonIds.Callback(type.Text("data")), label),
            "inlineKeyboardButtonTypeCopyText" => new MessageChoice(ButtonIds.Copy(type.Text("text")), label),
            "inlineKeyboardButtonTypeUser" when type.Number("user_id") is > 0 and var user =>
                new MessageChoice(ButtonIds.Link, label, $"tg://user?id={user}"),
            "keyboardButtonTypeText" => new MessageChoice(ButtonIds.Say(label), label),
            _ => null,
        };
    }
}
