using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Media;

/// <summary>
/// Says in a picture's <c>info</c> which sticker of which network's pack it is. Clients that know packs (MSC2545) send the <c>info</c> along with a
/// sticker, so that it can go to its network as what it is.
/// </summary>
internal static class StickerMarks
{
    private const string Key = "bridges.sticker";
    private const int Longest = 500;

    public static MediaInfo Marked(this MediaInfo info, NetworkId network, StickerPackReference? pack)
    {
        if (pack?.Sticker is not { } sticker)
        {
            return info;
        }

        var mark = JsonSerializer.SerializeToElement(new StickerMark(network.Value, pack.Id, sticker), StickerMarkJson.Default.StickerMark);
        return info with { Additional = new Dictionary<string, JsonElement>(info.Additional ?? [], StringComparer.Ordinal) { [Key] = mark } };
    }

    /// <summary>Null where it is none of this network's, as far as the sender says.</summary>
    public static StickerPackReference? Read(MediaInfo? info, NetworkId network) =>
        info?.Additional?.GetValueOrDefault(Key) is { ValueKind: JsonValueKind.Object } mark && Text(mark, "network") == network.Value && Text(mark, "pack") is { } pack && Text(mark, "sticker") is { } sticker
            ? new StickerPackReference(pack) { Sticker = sticker }
            : null;

    private static string? Text(JsonElement mark, string name) =>
        mark.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= Longest } text ? text : null;
}

internal sealed record StickerMark(
    [property: JsonPropertyName("network")] string Network, [property: JsonPropertyName("pack")] string Pack, [property: JsonPropertyName("sticker")] string Sticker);

[JsonSerializable(typeof(StickerMark))]
internal sealed partial class StickerMarkJson : JsonSerializerContext;
