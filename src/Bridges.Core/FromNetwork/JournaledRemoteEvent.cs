using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;
using Bridges.Storage;

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

    /// <summary>What stands in a row; null where it cannot be read.</summary>
    public static JournaledRemoteEvent? TryRead(JournalRow row)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Payload.Span, JournaledRemoteEventJson.Default.JournaledRemoteEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournaledRemoteEvent))]
internal sealed partial class JournaledRemoteEventJson : JsonSerializerContext;
