using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>The pinned events of a room (<c>m.room.pinned_events</c>), in the order in which they are shown.</summary>
public sealed record PinnedEvents(IReadOnlyList<EventId> Pinned)
{
    public const string EventType = "m.room.pinned_events";

    public static PinnedEvents None { get; } = new([]);

    /// <summary>Of the state event; a room that never had one, or one that cannot be read, has no pins.</summary>
    public static PinnedEvents Read(JsonElement? content) =>
        TolerantFields.Of(content)?.Texts("pinned") is { } ids
            ? new PinnedEvents([.. ids.Where(static id => EventId.TryParse(id, out _)).Select(static id => new EventId(id)).Distinct()])
            : None;

    /// <inheritdoc cref="Read(JsonElement?)"/>
    public static PinnedEvents Read(JsonObject? content) => content is null ? None : Read(JsonElement.Parse(content.ToJsonString()));

    public JsonObject ToJson() => new() { ["pinned"] = new JsonArray([.. Pinned.Select(static id => JsonValue.Create(id.Value))]) };
}
