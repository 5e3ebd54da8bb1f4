using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Core;

namespace Bridges.Host.Administration;

/// <summary>The form in which the command line and the running host talk.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(List<AccountLine>))]
[JsonSerializable(typeof(List<DeadLetterLine>))]
[JsonSerializable(typeof(AdministrationCount))]
[JsonSerializable(typeof(List<TraceStep>))]
[JsonSerializable(typeof(PageLink))]
internal sealed partial class AdministrationJson : JsonSerializerContext;
