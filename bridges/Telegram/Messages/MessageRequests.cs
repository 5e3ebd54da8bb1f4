using System.Text.Json.Nodes;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Messages;

/// <summary>TDLib's requests about messages.</summary>
internal static class MessageRequests
{
    public static JsonObject Text(JsonObject formattedText, bool withoutPreview = false) => TdJson.Request(
        "inputMessageText",
        ("text", formattedText),
        ("link_preview_options", withoutPreview ? TdJson.Request("linkPreviewOptions", ("is_disabled", true)) : null),
        ("clear_draft", false));

    public static JsonObject Delete(long chat, IEnumerable<long> messages) => TdJson.Request(
        "deleteMessages",
        ("chat_id", chat),
        ("message_ids", new JsonArray([.. messages.Select(message => (JsonNode)message)])),
        ("revoke", true));

    public static JsonObject Get(long chat, long message) => TdJson.Request("getMessage", ("chat_id", chat), ("message_id", message));

    public static JsonObject EditText(long chat, long message, JsonObject content) => TdJson.Request(
        "editMessageText", ("chat_id", chat), ("message_id", message), ("input_message_content", content));

    public static JsonObject EditCaption(long chat, long message, JsonObject formattedText) => TdJson.Request(
        "editMessageCaption", ("chat_id", chat), ("message_id", message), ("caption", formattedText));

    public static JsonObject EditMedia(long chat, long message, JsonObject content) => TdJson.Request(
        "editMessageMedia", ("chat_id", chat), ("message_id", message), ("input_message_content", content));

    /// <param name="place">TDLib's <c>liveLocation</c>; null ends it.</param>
    public static JsonObject EditPlace(long chat, long message, JsonObject? place) => TdJson.Request(
        "editMessageLiveLocation", ("chat_id", chat), ("message_id", message), ("location", place));
}
