using System.Text.Json.Serialization;

namespace Bridges.Media.Jobs;

/// <summary>What travels between host and worker.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(MediaJob))]
[JsonSerializable(typeof(MediaReport))]
[JsonSerializable(typeof(WorkerReport))]
internal sealed partial class MediaJson : JsonSerializerContext;
