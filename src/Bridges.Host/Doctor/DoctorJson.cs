using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Host.Doctor;

/// <summary>The findings as JSON, for <c>doctor --json</c>.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<DoctorFinding>))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class DoctorJson : JsonSerializerContext;
