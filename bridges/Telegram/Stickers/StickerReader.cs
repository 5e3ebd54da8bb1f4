using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Files;

namespace Bridges.Telegram.Stickers;

/// <summary>Stickers, in whichever of Telegram's three formats.</summary>
internal static class StickerReader
{
    public static StickerContent? Read(JsonElement? sticker)
    {
        if (sticker is not { } known || StickerFile.Read(known) is not { } file)
        {
            return null;
        }

        return new StickerContent(file)
        {
            Emoji = known.Text("emoji") is { Length: > 0 } emoji ? emoji : null,
            Pack = known.Number("set_id") is not 0 and var set ? new StickerPackReference($"{set}") : null,
            IsAnimated = known.Object("format")?.Is("stickerFormatWebp") == false,
        };
    }
}
