using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;

namespace Bridges.Core.FromNetwork;

/// <summary>A remote event as it stands in the journal.</summary>
/// <param name="Account">The account that told of it.</param>
/// <param name="Replayed">It was read from history and may have been bridged before.</param>
/// <param name="MakesRoom">It makes the chat's room even where the event as such would not.</param>
/// <param name="BringsOwner">It stands for nothing but that the account takes part in the chat: its owner belongs into the room.</param>
internal sealed record JournaledRemoteEvent(
    AccountId Account, RemoteEvent Event, bool Replayed = false, bool MakesRoom = false, bool BringsOwner = false)
{
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, JournaledRemoteEventJson.Default.JournaledRemoteEvent);

    /// <exception cref="JsonException">The bytes are none.</exception>
    public static JournaledRemoteEvent Deserialize(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, JournaledRemoteEventJson.Default.JournaledRemoteEvent)
        ?? throw new JsonException("A journaled event cannot be null.");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournaledRemoteEvent))]
internal sealed partial class JournaledRemoteEventJson : JsonSerializerContext;
