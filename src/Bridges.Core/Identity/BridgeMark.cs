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
    public static JsonObject In(JsonObject? others, NetworkId network, string what)
    {
        var keys = others?.DeepClone().AsObject() ?? [];
        keys[Key] = new JsonObject { ["network"] = network.Value, ["id"] = what };
        return keys;
    }

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
