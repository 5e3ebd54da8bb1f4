using System.Text.Json.Nodes;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Messages;

/// <summary>TDLib's requests about messages.</summary>
internal static class MessageRequests
{
    public static JsonObject Text(JsonObject formattedText) =>
        TdJson.Request("inputMessageText", ("text", formattedText), ("clear_draft", false));

    public static JsonObject Delete(long chat, IEnumerable<long> messages) => TdJson.Request(
        "deleteMessages",
        ("chat_id", chat),
        ("message_ids", new JsonArray([.. messages.Select(message => (JsonNode)message)])),
        ("revoke", true));

    public static JsonObject Get(long chat, long message) => TdJson.Request("getMessage", ("chat_id", chat), ("message_id", message));

    public static JsonObject Edit(long chat, long message, JsonObject formattedText) => TdJson.Request(
        "editMessageText", ("chat_id", chat), ("message_id", message), ("input_message_content", Text(formattedText)));
}
