using System.Globalization;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Stickers;

/// <summary>Reads sets of stickers or custom emoji, by number, short name or link.</summary>
internal sealed class StickerPackReader(AccountSession session)
{
    public async Task<StickerPack?> ReadAsync(string nameOrLink, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var name = nameOrLink.Trim().TrimEnd('/').Split('/')[^1];
        var request = long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? TdJson.Request("getStickerSet", ("set_id", name))
            : TdJson.Request("searchStickerSet", ("name", name), ("ignore_cache", false));
        try
        {
            var set = await session.RequestAsync(request, cancellationToken);
            var stickers = set.Items("stickers").Select(sticker => StickerReader.Read(sticker)).OfType<StickerContent>();
            return new StickerPack(
                set.Number("id").ToString(CultureInfo.InvariantCulture),
                set.Text("title"),
                set.Object("sticker_type")?.Is("stickerTypeCustomEmoji") == true,
                [.. stickers]);
        }
        catch (TdException exception) when (exception.Code is 400 or 404)
        {
            return null;
        }
    }
}
