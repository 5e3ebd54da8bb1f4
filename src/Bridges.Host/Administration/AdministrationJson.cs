using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Host.Administration;

/// <summary>The form in which the command line and the running host talk.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(List<AccountLine>))]
[JsonSerializable(typeof(List<DeadLetterLine>))]
[JsonSerializable(typeof(AdministrationCount))]
internal sealed partial class AdministrationJson : JsonSerializerContext;
