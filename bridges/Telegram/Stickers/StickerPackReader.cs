using System.Globalization;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Stickers;

/// <summary>Sets of stickers and custom emoji: those that the user has, and any by number, short name or link.</summary>
internal sealed class StickerPackReader(AccountSession session)
{
    /// <summary>The sets that the user has, and has not put away.</summary>
    public async Task<IReadOnlyList<StickerPackSummary>> ListAsync(CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        return [.. await ListAsync("stickerTypeRegular", "addstickers", cancellationToken), .. await ListAsync("stickerTypeCustomEmoji", "addemoji", cancellationToken)];
    }

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

    private async Task<IEnumerable<StickerPackSummary>> ListAsync(string type, string link, CancellationToken cancellationToken)
    {
        var found = await session.RequestAsync(TdJson.Request("getInstalledStickerSets", ("sticker_type", new JsonObject { ["@type"] = type })), cancellationToken);
        return found.Items("sets").Select(set => new StickerPackSummary($"https://t.me/{link}/{set.Text("name")}", set.Text("title"), link == "addemoji"));
    }
}
