using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Abstractions;

/// <summary>The journal's form of remote events: UTF-8 JSON.</summary>
public static class RemoteEventSerializer
{
    public static byte[] Serialize(RemoteEvent remoteEvent) =>
        JsonSerializer.SerializeToUtf8Bytes(remoteEvent, RemoteEventJson.Default.RemoteEvent);

    /// <exception cref="JsonException">The bytes are no remote event.</exception>
    public static RemoteEvent Deserialize(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, RemoteEventJson.Default.RemoteEvent)
        ?? throw new JsonException("A remote event cannot be null.");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(RemoteEvent))]
internal sealed partial class RemoteEventJson : JsonSerializerContext;
