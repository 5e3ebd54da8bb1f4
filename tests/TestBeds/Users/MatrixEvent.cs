using System.Text.Json;

namespace Bridges.TestBeds.Users;

/// <summary>An event as a test user's client saw it.</summary>
/// <param name="Kind">By which way it came.</param>
/// <param name="RoomId">The room; empty for what concerns the whole account.</param>
/// <param name="Raw">The event as it was on the wire.</param>
public sealed record MatrixEvent(EventKind Kind, string RoomId, JsonElement Raw)
{
    /// <summary>The event's type.</summary>
    public string Type => Text(Raw, "type") ?? "";

    /// <summary>The event id; empty for events that have none.</summary>
    public string EventId => Text(Raw, "event_id") ?? "";

    /// <summary>Who sent it; empty for events that have no sender.</summary>
    public string Sender => Text(Raw, "sender") ?? "";

    /// <summary>Null unless it is a state event.</summary>
    public string? StateKey => Text(Raw, "state_key");

    /// <summary>Its content; an empty object when it was redacted.</summary>
    public JsonElement Content => Raw.TryGetProperty("content", out var content) ? content : EmptyObject;

    /// <summary>Milliseconds since 1970 as the sender claims.</summary>
    public long Timestamp => Raw.TryGetProperty("origin_server_ts", out var time) ? time.GetInt64() : 0;

    /// <summary><c>msgtype</c> of a message.</summary>
    public string? MessageType => Text(Content, "msgtype");

    /// <summary><c>body</c> of a message.</summary>
    public string? Body => Text(Content, "body");

    /// <summary><c>formatted_body</c> of a message.</summary>
    public string? Html => Text(Content, "formatted_body");

    /// <summary><c>m.relates_to</c>, or null.</summary>
    public JsonElement? RelatesTo => Property(Content, "m.relates_to");

    /// <summary>The event that this one replaces, or null when it is no edit.</summary>
    public string? Replaces => RelatesTo is { } relation && Text(relation, "rel_type") == "m.replace" ? Text(relation, "event_id") : null;

    /// <summary>The event that this one answers, or null when it is no reply.</summary>
    public string? RepliesTo =>
        RelatesTo is { } relation && Property(relation, "m.in_reply_to") is { } reply ? Text(reply, "event_id") : null;

    /// <summary>Whether it was redacted when it was read.</summary>
    public bool IsRedacted => Property(Raw, "unsigned") is { } unsigned && Property(unsigned, "redacted_because") is not null;

    private static JsonElement EmptyObject { get; } = JsonDocument.Parse("{}").RootElement;

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Type} {EventId} {Sender} in {RoomId} {Content.GetRawText()}";

    private static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
