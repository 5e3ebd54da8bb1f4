using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>A state event that a room is made with.</summary>
public sealed record InitialState(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("state_key")] string StateKey,
    [property: JsonPropertyName("content")] JsonObject Content);
