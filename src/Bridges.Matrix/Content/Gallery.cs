using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>Several files in one event (MSC4274).</summary>
public static class Gallery
{
    private const int MostItems = 50;

    /// <summary>The files, each as a message of its own; empty where the message is no gallery or none of its files can be read.</summary>
    public static IReadOnlyList<RoomMessageContent> ItemsOf(RoomMessageContent message)
    {
        if (message.MsgType is not (MessageTypes.Gallery or "m.gallery")
            || message.Additional?.GetValueOrDefault("itemtypes") is not { ValueKind: JsonValueKind.Array } items)
        {
            return [];
        }

        return [.. items.EnumerateArray().Take(MostItems).Select(ReadItem).OfType<RoomMessageContent>().Where(static item => item.Url is not null || item.File is not null)];
    }

    private static RoomMessageContent? ReadItem(JsonElement item) =>
        TolerantFields.Of(item)?.Text("itemtype") is { } type && RoomMessageReader.ReadSticker(item) is { } read
            ? read with { MsgType = type, Additional = null }
            : null;
}
