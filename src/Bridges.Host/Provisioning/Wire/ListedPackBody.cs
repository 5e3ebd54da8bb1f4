using System.Text.Json.Serialization;
using Bridges.Abstractions;

namespace Bridges.Host.Provisioning;

/// <summary>A pack of stickers that an account has: what bridgev2 tells of it.</summary>
internal sealed record ListedPackBody(string DisplayName, IReadOnlyList<string> Usage, string Attribution, [property: JsonPropertyName("fi.mau.bridged_pack")] BridgedPackBody BridgedPack)
{
    public static ListedPackBody Of(StickerPackSummary pack, NetworkDescription network) => new(
        pack.Title, [pack.IsCustomEmoji ? "emoticon" : "sticker"], network.DisplayName, new BridgedPackBody(network.Id.Value, pack.NameOrLink));
}
