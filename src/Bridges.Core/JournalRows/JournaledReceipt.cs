using System.Text.Json.Serialization;

namespace Bridges.Core.JournalRows;

/// <summary>A Matrix user's read receipt as it stands in the journal. Its type tells it from a room event.</summary>
internal sealed record JournaledReceipt(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("event_id")] string EventId);

[JsonSerializable(typeof(JournaledReceipt))]
internal sealed partial class JournaledReceiptJson : JsonSerializerContext;
