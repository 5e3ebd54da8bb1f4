using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;

namespace Bridges.Signal.Stickers;

/// <summary>Packs of stickers, named by the links that Signal's users hand on: the key to the pack is part of the link.</summary>
internal sealed partial class StickerPacks(EngineAccount engine)
{
    public async Task<StickerPack?> ReadAsync(string link, CancellationToken cancellationToken)
    {
        if (LinkPattern().Match(link) is not { Success: true } match)
        {
            throw BridgeException.Permanent("Signal's packs of stickers are named by their links: https://signal.art/addstickers/#pack_id=…&pack_key=…");
        }

        var (id, key) = (match.Groups["id"].Value, match.Groups["key"].Value);
        JsonElement pack;
        try
        {
            pack = await engine.AskAsync("pack", new JsonObject { ["packId"] = id, ["packKey"] = key }, cancellationToken);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            return null;
        }

        return new StickerPack(LinkTo(id, key), pack.Text("title") ?? "Stickers", IsCustomEmoji: false, [.. pack.Items("stickers").Select(sticker => ToSticker(sticker, id, key))]);
    }

    /// <summary>The link by which a pack is read again.</summary>
    public static string LinkTo(string id, string key) => $"https://signal.art/addstickers/#pack_id={id}&pack_key={key}";

    /// <summary>One sticker of a pack.</summary>
    public static StickerPackReference Reference(string id, string key, long number) => new(LinkTo(id, key)) { Sticker = number.ToString(CultureInfo.InvariantCulture) };

    /// <summary>The engine's words for a sticker of a pack; null where it is none.</summary>
    public static JsonObject? Parse(StickerPackReference? pack) =>
        pack?.Sticker is { } sticker && int.TryParse(sticker, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && LinkPattern().Match(pack.Id) is { Success: true } match
            ? new JsonObject { ["packId"] = match.Groups["id"].Value, ["packKey"] = match.Groups["key"].Value, ["id"] = number }
            : null;

    private static StickerContent ToSticker(JsonElement sticker, string id, string key)
    {
        var number = sticker.Number("id") ?? 0;
        var pointer = new JsonObject { ["pack"] = new JsonObject { ["packId"] = id, ["packKey"] = key }, ["sticker"] = number };
        return new StickerContent(new MediaFile { Reference = new MediaReference($"{id}/{number}", pointer.ToJsonString()), ContentType = sticker.Text("type") })
        {
            Emoji = sticker.Text("emoji"),
            Pack = Reference(id, key, number),
        };
    }

    [GeneratedRegex("^(https://signal\\.art/addstickers/|sgnl://addstickers/?)[#?]pack_id=(?<id>[0-9a-f]{32})&pack_key=(?<key>[0-9a-f]{64})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();
}
