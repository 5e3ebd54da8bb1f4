using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;

namespace Bridges.Core.Identity;

/// <summary>
/// The mark in each event that the bridge sends: what it stands for on the network. By it our own events are known
/// again, when the homeserver sends them back and when a crash left open whether they were sent.
/// </summary>
internal static class BridgeMark
{
    public const string Key = "bridges.source";

    /// <summary>Content keys with the mark among them.</summary>
    public static Dictionary<string, JsonElement> In(Dictionary<string, JsonElement>? others, NetworkId network, string what) =>
        new(others ?? [], StringComparer.Ordinal) { [Key] = JsonSerializer.SerializeToElement(new Mark(network.Value, what), MarkJson.Default.Mark) };

    /// <summary>The mark alone, as the content of an event.</summary>
    public static JsonObject Alone(NetworkId network, string what) =>
        new() { [Key] = JsonSerializer.SerializeToNode(new Mark(network.Value, what), MarkJson.Default.Mark) };

    /// <summary>What a part of a message, or an edit of it, is called in the mark.</summary>
    public static string Message(RemoteMessageId message, string part, long version = 0) =>
        version == 0 ? $"{message}/{part}" : $"{message}/{part}/{version}";

    public static bool IsIn(JsonElement content) =>
        content.ValueKind == JsonValueKind.Object && content.TryGetProperty(Key, out _);

    /// <summary>What the mark says; null where there is none.</summary>
    public static string? Read(JsonElement content) =>
        content.ValueKind == JsonValueKind.Object
        && content.TryGetProperty(Key, out var mark) && mark.ValueKind == JsonValueKind.Object
        && mark.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}

/// <summary>The mark's own content.</summary>
internal sealed record Mark(
    [property: System.Text.Json.Serialization.JsonPropertyName("network")] string Network,
    [property: System.Text.Json.Serialization.JsonPropertyName("id")] string Id);

[System.Text.Json.Serialization.JsonSerializable(typeof(Mark))]
internal sealed partial class MarkJson : System.Text.Json.Serialization.JsonSerializerContext;
