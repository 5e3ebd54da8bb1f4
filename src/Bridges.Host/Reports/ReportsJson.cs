using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Host.Configuration;

namespace Bridges.Host.Reports;

/// <summary>Reports as the API writes them.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OverviewReport))]
[JsonSerializable(typeof(IReadOnlyList<PartReport>))]
[JsonSerializable(typeof(LogReport))]
[JsonSerializable(typeof(IReadOnlyList<EffectiveSetting>))]
[JsonSerializable(typeof(ExaminationReport))]
internal sealed partial class ReportsJson : JsonSerializerContext;
