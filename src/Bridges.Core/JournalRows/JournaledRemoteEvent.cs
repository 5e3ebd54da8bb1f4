using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;
using Bridges.Storage;

namespace Bridges.Core.JournalRows;

/// <summary>What an account told of, as it stands in the journal.</summary>
/// <param name="Account">The account that told of it.</param>
/// <param name="Replayed">It was read from history and may have been bridged before.</param>
internal sealed record JournaledRemoteEvent(AccountId Account, RemoteEvent Event, bool Replayed = false)
{
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, JournaledRemoteEventJson.Default.JournaledRemoteEvent);

    /// <summary>What stands in a row; null where it is something else, or cannot be read.</summary>
    public static JournaledRemoteEvent? TryRead(JournalRow row) => TryRead(row.Payload.Span);

    /// <summary>What <see cref="Serialize"/> made; null where it is something else, or cannot be read.</summary>
    public static JournaledRemoteEvent? TryRead(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, JournaledRemoteEventJson.Default.JournaledRemoteEvent) is { Event: not null } read ? read : null;
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
