using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.TestBeds.Stub;

/// <summary>An event that came to be in a room of the stub.</summary>
/// <param name="EventId">The id the stub gave it.</param>
/// <param name="RoomId">The room.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Sender">The user it was sent as.</param>
/// <param name="StateKey">Null unless it is a state event.</param>
/// <param name="RawContent">The content's bytes.</param>
/// <param name="Timestamp">Milliseconds since 1970, as asked for with <c>ts</c>, else the stub's own time.</param>
/// <param name="TransactionId">By which it is known again; null for state events.</param>
public sealed record SentEvent(
    string EventId,
    string RoomId,
    string Type,
    string Sender,
    string? StateKey,
    ReadOnlyMemory<byte> RawContent,
    long Timestamp,
    string? TransactionId)
{
    /// <summary>For a redaction: the event that is taken back.</summary>
    public string? Redacts { get; init; }

    /// <summary>The content.</summary>
    public JsonElement Content => JsonSerializer.Deserialize<JsonElement>(RawContent.Span);

    /// <summary><c>body</c> of a message.</summary>
    public string? Body =>
        Content.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.String ? body.GetString() : null;

    /// <summary>The event as the homeserver gives it to clients and application services.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["event_id"] = EventId,
            ["room_id"] = RoomId,
            ["type"] = Type,
            ["sender"] = Sender,
            ["origin_server_ts"] = Timestamp,
            ["content"] = JsonNode.Parse(RawContent.Span),
        };
        if (StateKey is not null)
        {
            json["state_key"] = StateKey;
        }

        if (Redacts is not null)
        {
            json["redacts"] = Redacts;
        }

        return json;
    }

    /// <inheritdoc />
    public override string ToString() => ToJson().ToJsonString();
}
