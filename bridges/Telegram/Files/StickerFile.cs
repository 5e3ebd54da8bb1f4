using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Files;

/// <summary>The file of a sticker or custom emoji, in whichever of Telegram's three formats.</summary>
internal static class StickerFile
{
    /// <summary>A custom emoji is named by its number, by which a text that is sent names it too.</summary>
    public static MediaFile? OfEmoji(long id, JsonElement sticker) =>
        Read(sticker) is { Reference: { } reference } file ? file with { Reference = reference with { Key = $"{id}" } } : null;

    public static MediaFile? Read(JsonElement sticker) => FileReader.Read(sticker.Object("sticker")) is { } file
        ? file with
        {
            ContentType = sticker.Object("format")?.Type() switch
            {
                "stickerFormatTgs" => "application/x-tgsticker",
                "stickerFormatWebm" => "video/webm",
                _ => "image/webp",
            },
            Width = FileReader.Side(sticker, "width"),
            Height = FileReader.Side(sticker, "height"),
            Thumbnail = FileReader.Thumbnail(sticker.Object("thumbnail")),
        }
        : null;
}
