using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>What a new room is like. What is null is left to the homeserver.</summary>
public sealed record CreateRoomRequest
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("topic")]
    public string? Topic { get; init; }

    /// <summary><c>private_chat</c>, <c>trusted_private_chat</c> or <c>public_chat</c>.</summary>
    [JsonPropertyName("preset")]
    public string? Preset { get; init; }

    /// <summary>In the public room directory: <c>public</c> or <c>private</c>.</summary>
    [JsonPropertyName("visibility")]
    public string? Visibility { get; init; }

    [JsonPropertyName("is_direct")]
    public bool? IsDirect { get; init; }

    [JsonPropertyName("invite")]
    public IReadOnlyList<UserId>? Invite { get; init; }

    [JsonPropertyName("initial_state")]
    public IReadOnlyList<InitialState>? InitialState { get; init; }

    [JsonPropertyName("power_level_content_override")]
    public JsonObject? PowerLevelContentOverride { get; init; }

    [JsonPropertyName("creation_content")]
    public JsonObject? CreationContent { get; init; }
}
