using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Stickers, custom emoji and their sets.</summary>
internal static class StickerView
{
    public static TlObject Attribute(Media.Sticker sticker) => sticker.Set is { IsEmoji: true } emoji
        ? new TlObject("documentAttributeCustomEmoji") { ["free"] = true, ["alt"] = sticker.Emoji, ["stickerset"] = Named(emoji) }
        : new TlObject("documentAttributeSticker")
        {
            ["alt"] = sticker.Emoji,
            ["stickerset"] = sticker.Set is { } set ? Named(set) : new TlObject("inputStickerSetEmpty"),
        };

    public static TlObject Full(StickerSet set, int date, byte[] reference) => new("messages.stickerSet")
    {
        ["set"] = new TlObject("stickerSet")
        {
            ["emojis"] = set.IsEmoji,
            ["id"] = set.Id,
            ["access_hash"] = set.AccessHash,
            ["title"] = set.Title,
            ["short_name"] = set.Name,
            ["count"] = set.Stickers.Count,
            ["hash"] = set.Stickers.Count,
        },
        ["packs"] = set.Stickers
            .Select(sticker => new TlObject("stickerPack") { ["emoticon"] = sticker.Emoji, ["documents"] = new[] { sticker.Stored!.Id } })
            .ToArray(),
        ["documents"] = set.Stickers.Select(sticker => DocumentView.Of(sticker, date, reference)).ToArray(),
    };

    private static TlObject Named(StickerSet set) => new("inputStickerSetID") { ["id"] = set.Id, ["access_hash"] = set.AccessHash };
}
