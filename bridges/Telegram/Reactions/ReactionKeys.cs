using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Files;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Reactions;

/// <summary>Reactions in both spellings: Telegram writes emoji without variation selectors, and custom ones by number.</summary>
internal static class ReactionKeys
{
    private const char Selector = '\uFE0F';

    /// <returns>Null for paid ones, which are anonymous.</returns>
    public static Reaction? Read(JsonElement? type, TdState state) => type?.Type() switch
    {
        "reactionTypeEmoji" => new Reaction(type.Value.Text("emoji")),
        "reactionTypeCustomEmoji" when type.Value.Number("custom_emoji_id") is not 0 and var id => new Reaction($"{id}")
        {
            Picture = state.CustomEmoji(id) is { } sticker ? StickerFile.OfEmoji(id, sticker) : null,
            Alternative = state.CustomEmoji(id)?.Text("emoji") is { Length: > 0 } emoji ? emoji : null,
        },
        _ => null,
    };

    /// <summary>Two spellings of the same are equal.</summary>
    public static string Normal(string key) => key.Replace($"{Selector}", "", StringComparison.Ordinal);

    public static JsonObject ToJson(string key) => IsCustom(key)
        ? TdJson.Request("reactionTypeCustomEmoji", ("custom_emoji_id", key))
        : TdJson.Request("reactionTypeEmoji", ("emoji", Normal(key)));

    public static bool IsCustom(string key) =>
        key.Length > 5 && long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
