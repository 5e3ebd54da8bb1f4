using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Rooms;

/// <summary>The state that shows what a room looks like (<see cref="EventTypes.IsLook"/>): each type has one value, empty where there is none.</summary>
internal static class RoomLook
{
    public static string ValueIn(string type, JsonElement content) =>
        content.TryGetProperty(KeyOf(type), out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <param name="content">Null where the room has no such state.</param>
    public static string ValueIn(string type, JsonObject? content) =>
        content?[KeyOf(type)] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static JsonObject Content(string type, string value) => value.Length == 0 && type == EventTypes.Avatar ? [] : new JsonObject { [KeyOf(type)] = value };

    /// <summary>What the network's chat looks like, as far as the bridge has written it.</summary>
    public static string ValueOf(string type, PortalRow portal) => type switch
    {
        EventTypes.Name => portal.Name,
        EventTypes.Topic => portal.Topic,
        _ => portal.AvatarMxc,
    } ?? "";

    private static string KeyOf(string type) => type switch
    {
        EventTypes.Name => "name",
        EventTypes.Topic => "topic",
        _ => "url",
    };
}
