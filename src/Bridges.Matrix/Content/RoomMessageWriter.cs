using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>Writes messages.</summary>
public static class RoomMessageWriter
{
    /// <summary>The content as a JSON object, for example to put into state or a raw event.</summary>
    public static JsonObject ToJson(this RoomMessageContent content)
    {
        var json = JsonSerializer.SerializeToNode(content, ContentJson.Default.RoomMessageContent)!.AsObject();
        if (content.MsgType == MessageTypes.Sticker)
        {
            WithoutType(json);
        }

        return json;
    }

    internal static byte[] ToBytes(this RoomMessageContent content) => content.MsgType == MessageTypes.Sticker
        ? JsonSerializer.SerializeToUtf8Bytes(content.ToJson(), ContentJson.Default.JsonObject)
        : JsonSerializer.SerializeToUtf8Bytes(content, ContentJson.Default.RoomMessageContent);

    // The type of a sticker is that of its event.
    private static void WithoutType(JsonObject json)
    {
        json.Remove("msgtype");
        if (json["m.new_content"] is JsonObject replacement)
        {
            WithoutType(replacement);
        }
    }
}
