using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>Reads single events, and says what is wrong with those that are none.</summary>
public static class MatrixEventReader
{
    private const int MaxDepth = 64;

    /// <summary>The last instant that <see cref="DateTimeOffset"/> holds.</summary>
    private const long LastMillisecond = 253_402_300_799_999;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <param name="json">UTF-8 JSON of one event; kept by the result, so it must not change.</param>
    /// <param name="parsed">The event.</param>
    /// <param name="reason">Why it is none, in words for the log.</param>
    public static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out MatrixEvent? parsed, [NotNullWhen(false)] out string? reason) =>
        TryRead(json, room: null, out parsed, out reason);

    /// <param name="room">The room the event must belong to where it does not name one.</param>
    internal static bool TryRead(ReadOnlyMemory<byte> json, RoomId? room, [NotNullWhen(true)] out MatrixEvent? parsed, [NotNullWhen(false)] out string? reason)
    {
        parsed = null;
        try
        {
            if (!JsonUnicode.IsUnicode(json.Span))
            {
                reason = "a text of the event is not valid Unicode";
                return false;
            }

            // Never disposed: the event's elements live in it, and its arrays go back with the garbage.
            var root = JsonDocument.Parse(json, Options).RootElement;
            reason = root.ValueKind == JsonValueKind.Object ? Read(root, json, room, out parsed) : "the event is no JSON object";
        }
        catch (JsonException malformed)
        {
            reason = $"the event is not JSON: {malformed.Message}";
        }

        return parsed is not null;
    }

    /// <summary>Copies the element's bytes, so that the event outlives the answer it came in.</summary>
    internal static IReadOnlyList<MatrixEvent> ReadAll(IReadOnlyList<JsonElement>? elements, RoomId room)
    {
        var events = new List<MatrixEvent>(elements?.Count ?? 0);
        foreach (var element in elements ?? [])
        {
            if (TryRead(JsonMarshal.GetRawUtf8Value(element).ToArray(), room, out var parsed, out _))
            {
                events.Add(parsed);
            }
        }

        return events;
    }

    private static string? Read(JsonElement root, ReadOnlyMemory<byte> json, RoomId? room, out MatrixEvent? parsed)
    {
        parsed = null;
        if (Text(root, "type") is not { } type)
        {
            return "the event has no type";
        }

        if (!EventId.TryParse(Text(root, "event_id"), out var eventId))
        {
            return "the event has no valid event_id";
        }

        if (!RoomId.TryParse(Text(root, "room_id") ?? room?.Value, out var roomId))
        {
            return "the event has no valid room_id";
        }

        if (!UserId.TryParse(Text(root, "sender"), out var sender))
        {
            return "the event has no valid sender";
        }

        if (!root.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Object)
        {
            return "the event has no content";
        }

        parsed = new MatrixEvent
        {
            Type = type,
            EventId = eventId,
            RoomId = roomId,
            Sender = sender,
            StateKey = Text(root, "state_key"),
            OriginServerTs = Timestamp(root),
            Content = content,
            Unsigned = root.TryGetProperty("unsigned", out var unsigned) && unsigned.ValueKind == JsonValueKind.Object ? unsigned : null,
            Redacts = EventId.TryParse(Text(root, "redacts") ?? Text(content, "redacts"), out var redacts) ? redacts : null,
            Json = json,
        };
        return null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset Timestamp(JsonElement root) =>
        root.TryGetProperty("origin_server_ts", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, LastMillisecond))
            : DateTimeOffset.UnixEpoch;
}
