using System.Text.Json.Serialization;

namespace Bridges.Host.Http;

/// <summary>An error as Matrix writes it.</summary>
internal sealed record MatrixErrorBody(
    [property: JsonPropertyName("errcode")] string Code,
    [property: JsonPropertyName("error")] string Message);

/// <summary>Which program is alive, for those who asked.</summary>
/// <param name="HasPing">Whether the ping that was asked for came; null where none was.</param>
internal sealed record LifeBody(
    [property: JsonPropertyName("proof")] string? Proof,
    [property: JsonPropertyName("has_ping"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? HasPing = null);

/// <summary>What the homeserver sends with <c>POST /_matrix/app/v1/ping</c>.</summary>
internal sealed record PingBody([property: JsonPropertyName("transaction_id")] string? TransactionId);

/// <summary>Whether the host is ready, and what it still waits for.</summary>
internal sealed record ReadinessBody(
    [property: JsonPropertyName("ready")] bool IsReady,
    [property: JsonPropertyName("stage")] string Stage);

/// <summary>A network as <c>GET /_matrix/app/v1/thirdparty/protocol</c> describes it.</summary>
internal sealed record ThirdPartyProtocolBody
{
    [JsonPropertyName("user_fields")]
    public IReadOnlyList<string> UserFields { get; init; } = [];

    [JsonPropertyName("location_fields")]
    public IReadOnlyList<string> LocationFields { get; init; } = [];

    [JsonPropertyName("icon")]
    public string Icon { get; init; } = "";

    [JsonPropertyName("field_types")]
    public IReadOnlyDictionary<string, string> FieldTypes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    [JsonPropertyName("instances")]
    public IReadOnlyList<string> Instances { get; init; } = [];
}

[JsonSerializable(typeof(MatrixErrorBody))]
[JsonSerializable(typeof(LifeBody))]
[JsonSerializable(typeof(PingBody))]
[JsonSerializable(typeof(ReadinessBody))]
[JsonSerializable(typeof(ThirdPartyProtocolBody))]
internal sealed partial class HttpJson : JsonSerializerContext;
