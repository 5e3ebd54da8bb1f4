using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>An event as the homeserver gives it, with the fields that every reader needs already taken out.</summary>
public sealed record MatrixEvent
{
    public required string Type { get; init; }

    public required EventId EventId { get; init; }

    public required RoomId RoomId { get; init; }

    public required UserId Sender { get; init; }

    /// <summary>Null: not a state event.</summary>
    public string? StateKey { get; init; }

    public DateTimeOffset OriginServerTs { get; init; }

    /// <summary>Always an object.</summary>
    public required JsonElement Content { get; init; }

    public JsonElement? Unsigned { get; init; }

    /// <summary>It was taken back before the homeserver gave it to us: its content is gone.</summary>
    public bool IsRedacted => Unsigned is { ValueKind: JsonValueKind.Object } unsigned && unsigned.TryGetProperty("redacted_because", out _);

    /// <summary>Of a redaction: its target, which room versions before 11 keep at the top and later ones in the content.</summary>
    public EventId? Redacts { get; init; }

    /// <summary>All of it, UTF-8, byte for byte as received.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }
}
