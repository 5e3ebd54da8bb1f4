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
        ["set"] = Summary(set),
        ["packs"] = set.Stickers
            .Select(sticker => new TlObject("stickerPack") { ["emoticon"] = sticker.Emoji, ["documents"] = new[] { sticker.Stored!.Id } })
            .ToArray(),
        ["documents"] = set.Stickers.Select(sticker => DocumentView.Of(sticker, date, reference)).ToArray(),
    };

    /// <summary>The sets that somebody has.</summary>
    public static TlObject Installed(IEnumerable<StickerSet> sets, int date)
    {
        var own = sets.Select(set =>
        {
            var summary = Summary(set);
            summary["installed_date"] = date;
            return summary;
        }).ToArray();
        return new TlObject("messages.allStickers") { ["hash"] = (long)own.Length, ["sets"] = own };
    }

    private static TlObject Summary(StickerSet set) => new("stickerSet")
    {
        ["emojis"] = set.IsEmoji,
        ["id"] = set.Id,
        ["access_hash"] = set.AccessHash,
        ["title"] = set.Title,
        ["short_name"] = set.Name,
        ["count"] = set.Stickers.Count,
        ["hash"] = set.Stickers.Count,
    };

    private static TlObject Named(StickerSet set) => new("inputStickerSetID") { ["id"] = set.Id, ["access_hash"] = set.AccessHash };
}
