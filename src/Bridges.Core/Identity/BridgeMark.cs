using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Bridges.Abstractions;
using Bridges.Storage;

namespace Bridges.Core.Identity;

/// <summary>
/// The mark in each event that the bridge sends: what it stands for on the network. By it our own events are known
/// again, when the homeserver sends them back and when a crash left open whether they were sent. It names the chat, since
/// clients copy unknown fields from one room to another when they forward a message.
/// </summary>
/// <param name="Id">A part of a message, an edit of one, or a deletion.</param>
/// <param name="IsChange">An edit or a deletion, which nobody forwards.</param>
internal sealed record BridgeMark(
    [property: JsonPropertyName("network")] string Network,
    [property: JsonPropertyName("chat")] string Chat,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("change")] bool IsChange = false)
{
    public const string Key = "bridges.source";

    public static BridgeMark Message(PortalRow portal, RemoteMessageId message, string part) =>
        new(portal.Network.Value, portal.Chat.Chat.Value, $"{message}/{part}");

    public static BridgeMark Edit(PortalRow portal, RemoteMessageId message, string part, long version) =>
        new(portal.Network.Value, portal.Chat.Chat.Value, $"{message}/{part}/{version}", IsChange: true);

    public static BridgeMark Deletion(PortalRow portal, RemoteMessageId message) =>
        new(portal.Network.Value, portal.Chat.Chat.Value, $"{message}/deleted", IsChange: true);

    /// <summary>What the network itself said.</summary>
    public static BridgeMark Notice(PortalRow portal, string notice) => new(portal.Network.Value, portal.Chat.Chat.Value, $"notice/{notice}", IsChange: true);

    /// <summary>What the chat looks like.</summary>
    /// <param name="type">Of the room's state.</param>
    public static BridgeMark Look(PortalRow portal, string type) => new(portal.Network.Value, portal.Chat.Chat.Value, $"look/{type}", IsChange: true);

    /// <summary>By what the message in a chat is journaled; null where the mark is of another chat, or of a change.</summary>
    public string? MessageOf(PortalRow portal) =>
        !IsChange && Network == portal.Network.Value && Chat == portal.Chat.Chat.Value && Id.LastIndexOf('/') is >= 0 and var end
            ? $"m:{Id[..end]}"
            : null;

    /// <summary>The mark of an event; null where it has none.</summary>
    public static BridgeMark? Read(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Object || !content.TryGetProperty(Key, out var mark))
        {
            return null;
        }

        try
        {
            return mark.Deserialize(BridgeMarkJson.Default.BridgeMark);
        }
        catch (JsonException)
        {
            // Somebody else's idea of a mark.
            return null;
        }
    }

    /// <summary>Content keys with the mark among them.</summary>
    public Dictionary<string, JsonElement> In(Dictionary<string, JsonElement>? others = null) =>
        new(others ?? [], StringComparer.Ordinal) { [Key] = JsonSerializer.SerializeToElement(this, BridgeMarkJson.Default.BridgeMark) };

    /// <summary>The mark alone, as the content of an event.</summary>
    public JsonObject Alone() => new() { [Key] = JsonSerializer.SerializeToNode(this, BridgeMarkJson.Default.BridgeMark) };
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(BridgeMark))]
internal sealed partial class BridgeMarkJson : JsonSerializerContext;
