using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bridges.Abstractions;
using Bridges.Signal.Backend;
using Bridges.Signal.Wire;

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

        return new StickerPack(LinkTo(id, key), pack.Text("title") ?? "Stickers", IsCustomEmoji: false, [.. pack.List("stickers").Select(sticker => ToSticker(sticker, id, key))]);
    }

    /// <summary>The link by which a pack is read again.</summary>
    public static string LinkTo(string id, string key) => $"https://signal.art/addstickers/#pack_id={id}&pack_key={key}";

    private static StickerContent ToSticker(JsonElement sticker, string id, string key)
    {
        var number = sticker.Number("id") ?? 0;
        var pointer = new JsonObject { ["pack"] = new JsonObject { ["packId"] = id, ["packKey"] = key }, ["sticker"] = number };
        return new StickerContent(new MediaFile { Reference = new MediaReference($"{id}/{number}", pointer.ToJsonString()), ContentType = sticker.Text("type") })
        {
            Emoji = sticker.Text("emoji"),
            Pack = new StickerPackReference(LinkTo(id, key)),
        };
    }

    [GeneratedRegex("^(https://signal\\.art/addstickers/|sgnl://addstickers/?)[#?]pack_id=(?<id>[0-9a-f]{32})&pack_key=(?<key>[0-9a-f]{64})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();
}
